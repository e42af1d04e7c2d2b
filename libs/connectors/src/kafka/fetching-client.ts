import {
  Consumer,
  createAPI,
  fetchV13,
  fetchV14,
  fetchV15,
  fetchV16,
  fetchV17,
  kGetApi,
  ResponseError,
  type API,
  type Callback,
  type Reader,
} from '@platformatic/kafka';
import type { ReadBatch } from '#base/kafka';

type FetchResponse = ReturnType<typeof fetchV17.parseResponse>;

/** One partition's answer as the client reads it. */
export type ClientAnswer = FetchResponse['responses'][number]['partitions'][number];

/** One partition's answer: the client's own place for records stays empty, what lies there is in `batches`. */
export interface PartitionAnswer extends ClientAnswer {
  readonly batches: readonly ReadBatch[];
}

type ReadBatches = (bytes: Buffer) => readonly ReadBatch[];
type Apis = ReadonlyMap<number, unknown>;

/**
 * The client, with answers to fetches read by the hub: it reads every codec within bounds, and one batch that cannot be read is that batch's
 * fault. A broker older than 3.1 knows none of these versions of the call and is read by the client itself.
 */
export class FetchingClient extends Consumer {
  #own: Apis = new Map();

  /** To be called before the first fetch. */
  readBy(readBatches: ReadBatches): void {
    const versions = [fetchV13, fetchV14, fetchV15, fetchV16, fetchV17];
    this.#own = new Map(
      versions.map(({ api, createRequest }) => [
        api.version,
        createAPI(api.key, api.version, createRequest, (_id, key, version, reader) =>
          readAnswer(key, version, reader, readBatches),
        ),
      ]),
    );
  }

  override [kGetApi]<Asked extends unknown[], Told>(
    name: string,
    callback: Callback<API<Asked, Told>>,
  ): void {
    super[kGetApi]<Asked, Told>(name, (error, api) => {
      const own = name === 'Fetch' && api !== undefined ? this.#own.get(api.version) : undefined;
      // The client names its calls by texts, which say nothing of their types.
      callback(error, own === undefined ? api : (own as API<Asked, Told>));
    });
  }
}

/** An answer to a fetch, versions 13 to 17, by the protocol's description. */
function readAnswer(key: number, version: number, reader: Reader, readBatches: ReadBatches): FetchResponse {
  const throttleTimeMs = reader.readInt32();
  const errorCode = reader.readInt16();
  const sessionId = reader.readInt32();
  const responses = reader.readArray((topic) => ({
    topicId: topic.readUUID(),
    partitions: topic.readArray((partition) => readPartition(partition, readBatches)),
  }));
  const errors: (readonly [path: string, code: number])[] = responses.flatMap(({ partitions }, topic) =>
    partitions.flatMap((partition, place) =>
      partition.errorCode === 0
        ? []
        : [[`/responses/${topic}/partitions/${place}`, partition.errorCode] as const],
    ),
  );
  if (errorCode !== 0) errors.unshift(['', errorCode]);
  const answer = { throttleTimeMs, errorCode, sessionId, responses };
  if (errors.length === 0) return answer;
  const byPath = Object.fromEntries(errors.map(([path, code]) => [path, [code, null] as [number, null]]));
  throw new ResponseError(key, version, byPath, answer);
}

function readPartition(reader: Reader, readBatches: ReadBatches): PartitionAnswer {
  return {
    partitionIndex: reader.readInt32(),
    errorCode: reader.readInt16(),
    highWatermark: reader.readInt64(),
    lastStableOffset: reader.readInt64(),
    logStartOffset: reader.readInt64(),
    abortedTransactions: reader.readNullableArray((aborted) => ({
      producerId: aborted.readInt64(),
      firstOffset: aborted.readInt64(),
    })),
    preferredReadReplica: reader.readInt32(),
    batches: readBatches(recordBytes(reader)),
  };
}

/** Records come with their length and one, as a varint; zero says that there are none. */
function recordBytes(reader: Reader): Buffer {
  const length = Math.max(reader.readUnsignedVarInt() - 1, 0);
  const bytes = reader.buffer.subarray(reader.position, reader.position + length).buffer;
  reader.skip(length);
  return bytes;
}
