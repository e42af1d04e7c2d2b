import {
  createAPI,
  kGetApi,
  Producer as Client,
  produceV10,
  produceV11,
  produceV9,
  Writer,
  type API,
  type Callback,
  type MessageRecord,
} from '@platformatic/kafka';
import { encodeBatch, type BatchOwner } from './record-batch.js';

type Options = NonNullable<Parameters<typeof produceV11.createRequest>[3]>;

/** These versions have the same request; a broker older than 2.8 knows none of them and gets the client's own. */
const ownApis = new Map(
  [produceV9, produceV10, produceV11].map(({ api, parseResponse }) => [
    api.version,
    createAPI(api.key, api.version, produceRequest, parseResponse),
  ]),
);

/** The client, with requests to publish encoded by this room. */
export class ProducingClient extends Client {
  override [kGetApi]<Asked extends unknown[], Told>(
    name: string,
    callback: Callback<API<Asked, Told>>,
  ): void {
    super[kGetApi]<Asked, Told>(name, (error, api) => {
      const own: unknown = name === 'Produce' && api !== undefined ? ownApis.get(api.version) : undefined;
      // The client names its calls by texts, which say nothing of their types.
      callback(error, own === undefined ? api : (own as API<Asked, Told>));
    });
  }
}

/** A request to publish: its records by topic and partition, each partition's as one batch. */
function produceRequest(
  acks: number,
  timeoutMs: number,
  messages: readonly MessageRecord[],
  options: Options,
): Writer {
  const atMs = Date.now();
  return Writer.create()
    .appendString(options.transactionalId)
    .appendInt16(acks)
    .appendInt32(timeoutMs)
    .appendArray([...groupsOf(messages, ({ topic }) => topic)], (writer, [topic, ofTopic]) => {
      const partitions = [...groupsOf(ofTopic, ({ partition }) => partition ?? 0)];
      writer.appendString(topic).appendArray(partitions, (inner, [partition, records]) => {
        const batch = encodeBatch(records, ownerOf(options, `${topic}:${partition}`), atMs);
        inner
          .appendInt32(partition)
          .appendUnsignedVarInt(batch.length + 1)
          .append(batch);
      });
    })
    .appendTaggedFields();
}

function ownerOf({ producerId, producerEpoch, sequences }: Options, place: string): BatchOwner {
  return {
    producerId: producerId ?? -1n,
    producerEpoch: producerEpoch ?? 0,
    firstSequence: sequences?.get(place) ?? 0,
  };
}

function groupsOf<Key>(
  messages: readonly MessageRecord[],
  keyOf: (message: MessageRecord) => Key,
): Map<Key, MessageRecord[]> {
  const groups = new Map<Key, MessageRecord[]>();
  for (const message of messages) {
    const key = keyOf(message);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [message]);
    else group.push(message);
  }
  return groups;
}
