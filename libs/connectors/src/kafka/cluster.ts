import { setTimeout as delay } from 'node:timers/promises';
import { ListOffsetTimestamps, metadataV12, type ListOffsetTimestampValue } from '@platformatic/kafka';
import type { Clock, Facts, SourceGate } from '#base/contracts';
import {
  enduring,
  openBatchReader,
  openConnection,
  publishingOptions,
  type KafkaSettings,
} from '#base/kafka';
import { committedOf, readByClient, type Chunk } from './committed.js';
import { faultOf, kafkaFault } from './faults.js';
import { FetchingClient, type PartitionAnswer } from './fetching-client.js';
import type { TopicState } from './topic-state.js';

const readCommitted = 1;
const fetchBytes = 1_048_576;
const waitMs = 250;
/** A broker that hangs may keep a goodbye waiting; the sockets end with it or without it. */
const goodbyeMs = 2_000;

/** From where to fetch: a partition of one incarnation of a topic, at its leader. */
export interface FetchPlace {
  readonly topicId: string;
  readonly topic: string;
  readonly partition: number;
  readonly leader: number;
  readonly from: bigint;
}

/** What an account may do with a topic, as the broker itself says. */
export interface TopicRights {
  readonly topic: string;
  readonly operations: readonly string[];
}

const operationNames: Readonly<Record<number, string>> = {
  3: 'Read',
  4: 'Write',
  5: 'Create',
  6: 'Delete',
  7: 'Alter',
  8: 'Describe',
  10: 'DescribeConfigs',
  11: 'AlterConfigs',
};

/** A department's cluster, read by assigned partitions: no group is joined and no offset is committed there. */
export class Cluster {
  readonly #client: FetchingClient;
  readonly #closed = new AbortController();

  constructor(
    readonly source: string,
    private readonly settings: KafkaSettings,
    private readonly timeoutMs: number,
    private readonly pace: { readonly gate: SourceGate; readonly clock: Clock },
  ) {
    this.#client = enduring(
      new FetchingClient({
        ...publishingOptions(settings),
        timeout: timeoutMs,
        connectTimeout: Math.min(timeoutMs, 5_000),
        retries: 1,
        groupId: settings.clientId,
        autocommit: false,
        isolationLevel: readCommitted,
        maxWaitTime: waitMs,
        minBytes: 1,
      }),
    );
  }

  /** The topic as it is now; its end is what has been committed, so that a read has a bound. */
  async state(topic: string): Promise<TopicState> {
    this.#client.topics.track(topic);
    try {
      return await this.#within({ topic }, () => this.#state(topic));
    } catch (fault) {
      // Every fetch asks for all tracked topics: one that cannot be read would keep the others from being read.
      this.#client.topics.untrack(topic);
      throw fault;
    }
  }

  /** One answer of a partition from an offset on. Never waits long: it is asked only for what is known to be there. */
  async fetch({ topicId, topic, partition, leader, from }: FetchPlace): Promise<Chunk> {
    return this.#within({ topic, partition }, async () => {
      this.#client.readBy(await openBatchReader());
      const place = { partition, fetchOffset: from, currentLeaderEpoch: -1, lastFetchedEpoch: -1 };
      const { responses } = await this.#client.fetch({
        node: leader,
        maxBytes: fetchBytes,
        topics: [{ topicId, partitions: [{ ...place, partitionMaxBytes: fetchBytes }] }],
      });
      const answer = responses
        .find((one) => one.topicId === topicId)
        ?.partitions.find(({ partitionIndex }) => partitionIndex === partition);
      if (answer === undefined) return { messages: [], next: from };
      // Read by the hub; by the client itself only where the broker is too old for that.
      return committedOf('batches' in answer ? (answer as PartitionAnswer) : readByClient(answer), from);
    });
  }

  /** What the account may do with every topic it can see. */
  async rights(): Promise<readonly TopicRights[]> {
    return this.#within({}, async () => rightsOver(await openConnection(this.settings)));
  }

  async close(): Promise<void> {
    this.#closed.abort();
    await Promise.race([this.#client.close(true), delay(goodbyeMs, undefined, { ref: false })]);
  }

  /** The client bounds its requests, not its sign-in nor what it tries again: the whole is bounded here. */
  async #within<T>(facts: Facts, work: () => Promise<T>): Promise<T> {
    const { gate, clock } = this.pace;
    await gate.turn(this.#closed.signal);
    const from = clock.now().getTime();
    const done = new AbortController();
    const options = { ref: false, signal: done.signal };
    const late = delay(2 * this.timeoutMs, null, options).then(() => {
      throw kafkaFault(this.source, 'timeout', facts);
    });
    try {
      return await Promise.race([work(), late]);
    } catch (thrown) {
      throw faultOf(this.source, thrown, facts);
    } finally {
      gate.answered({ ms: clock.now().getTime() - from });
      done.abort();
    }
  }

  async #state(topic: string): Promise<TopicState> {
    const metadata = await this.#client.metadata({
      topics: [topic],
      forceUpdate: true,
      autocreateTopics: false,
    });
    const found = metadata.topics.get(topic);
    if (found === undefined) throw kafkaFault(this.source, 'absent', { topic });
    const [earliest, end] = await Promise.all([
      this.#edge(topic, ListOffsetTimestamps.EARLIEST),
      this.#edge(topic, ListOffsetTimestamps.LATEST),
    ]);
    const partitions = found.partitions.map(({ leader }, partition) => ({
      partition,
      leader,
      earliest: earliest[partition] ?? 0n,
      end: end[partition] ?? 0n,
    }));
    return { id: found.id, partitions };
  }

  async #edge(topic: string, timestamp: ListOffsetTimestampValue): Promise<readonly bigint[]> {
    const offsets = await this.#client.listOffsets({ topics: [topic], timestamp });
    return offsets.get(topic) ?? [];
  }
}

async function rightsOver(
  connection: Awaited<ReturnType<typeof openConnection>>,
): Promise<readonly TopicRights[]> {
  try {
    const { topics } = await metadataV12.api.async(connection, null, false, true);
    return topics.map(({ name, topicAuthorizedOperations: bits }) => ({
      topic: name ?? '',
      operations: Object.entries(operationNames)
        .filter(([bit]) => (bits & (1 << Number(bit))) !== 0)
        .map(([, operation]) => operation),
    }));
  } finally {
    await connection.close();
  }
}
