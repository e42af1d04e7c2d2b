import type { Queryable, StartOffset, Transactions } from '#base/contracts';
import { TopicPositions, type KafkaSettings } from '#base/kafka';
import { settlePosition, type PositionChange } from '#base/postgres';

/** What a consumer's positions stand on; `changed` is told after it was written down. */
export interface FencedParts {
  readonly settings: KafkaSettings;
  readonly database: Transactions & Queryable;
  readonly consumer: string;
  readonly changed: (change: PositionChange) => void;
}

/** Where a consumer's partitions go on: at its fences, as far as they still fit the topics as they are now. */
export class FencedPositions {
  readonly #positions: TopicPositions;

  constructor(private readonly parts: FencedParts) {
    this.#positions = new TopicPositions(parts.settings);
  }

  /** For the consumer's `startOffset`. */
  readonly start: StartOffset = async (topic, partition) => {
    const { database, consumer, changed } = this.parts;
    const look = (): ReturnType<TopicPositions['read']> => this.#positions.read(topic, partition);
    const { start, change } = await settlePosition(database, consumer, { topic, partition }, look);
    if (change !== null) changed(change);
    return start;
  };

  /** For the consumer's `topicIds`. */
  readonly ids = (topics: readonly string[]): Promise<ReadonlyMap<string, string>> =>
    this.#positions.ids(topics);

  close(): Promise<void> {
    return this.#positions.close();
  }
}
