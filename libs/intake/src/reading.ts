import {
  HubError,
  type Clock,
  type Cursor,
  type RawRow,
  type SourceDefinition,
  type SourceReader,
  type StreamName,
  type Transactions,
  type Tx,
} from '#base/contracts';
import {
  contentHash,
  toRawTopic,
  type OutgoingMessage,
  type Publisher,
  type RawToPublish,
  type TopicNames,
} from '#base/kafka';
import type { Counts } from './counts.js';
import { wrongRow } from './identifier.js';
import type { ReadingObserver } from './observer.js';
import { publishIsolated } from './publish-isolated.js';
import { refusedRow, type RowRefusal } from './refused-row.js';
import { countRun } from './sql/count-run.js';
import { moveCheckpoint } from './sql/move-checkpoint.js';
import type { StreamState } from './stream-state.js';

/** An open source under a lease: everything its streams are read with. */
export interface Reading {
  readonly source: SourceDefinition;
  readonly reader: SourceReader;
  readonly database: Transactions;
  readonly publisher: Publisher;
  readonly topics: TopicNames;
  readonly clock: Clock;
  readonly observer: ReadingObserver;
  readonly owner: string;
  readonly run: string;
}

/** A row with its content hash. */
export interface HashedRow extends RawRow {
  readonly hash: string;
}

/** A raw row with its content hash; in the place of one that cannot be told from others stands the reason, to be parked. */
export function hashedRow(stream: StreamName, row: RawRow): HashedRow {
  const wrong = wrongRow(row);
  return hashed(wrong === null ? row : refusedRow(stream, row, wrong));
}

/** A raw row with its content hash. */
export function hashed({ caseNumber, key, cursor, cursorAt, operation, body }: RawRow): HashedRow {
  return { caseNumber, key, cursor, cursorAt, operation, body, hash: contentHash(body) };
}

/** A row as a raw message, before a broker has given it a position. */
export function rawOf(
  source: SourceDefinition,
  stream: StreamName,
  row: HashedRow,
  readAt: string,
): RawToPublish & { readonly body: Buffer } {
  return {
    source: source.id,
    stream,
    standard: source.standard,
    generation: source.generation,
    caseNumber: row.caseNumber,
    hash: row.hash,
    readAt,
    operation: row.operation,
    body: row.body,
  };
}

/** Publishes rows and waits for every ack; answers the bytes of the bodies. A row that can never be published is replaced by the reason. */
export async function publishRows(
  reading: Pick<Reading, 'source' | 'topics' | 'clock' | 'publisher'> & {
    readonly observer: Pick<ReadingObserver, 'published'>;
  },
  state: Pick<StreamState, 'stream' | 'isOfFirstLoad'>,
  rows: readonly HashedRow[],
  quiet: (row: HashedRow) => string | null = (row) => quietOf(reading.source, state, row),
): Promise<number> {
  const { source, topics, clock } = reading;
  const from = clock.now();
  const readAt = from.toISOString();
  const stream = state.stream.name;
  const messageOf = (row: HashedRow): OutgoingMessage => {
    const why = quiet(row);
    const raw = rawOf(source, stream, row, readAt);
    return toRawTopic(topics, why === null ? raw : { ...raw, quiet: why });
  };
  const travelling = rows.map((row) => ({
    key: row.key,
    message: () => messageOf(row),
    refused: (refusal: RowRefusal) => messageOf(hashed(refusedRow(stream, row, refusal))),
  }));
  await publishIsolated(reading.publisher, travelling);
  const seconds = (clock.now().getTime() - from.getTime()) / 1000;
  reading.observer.published(source.id, stream, seconds);
  return rows.reduce((sum, { body }) => sum + body.length, 0);
}

/** Why nobody is told of a row: it was there before the hub began to read, and the source does not say that such rows tell. */
function quietOf(
  source: SourceDefinition,
  state: Pick<StreamState, 'isOfFirstLoad'>,
  row: HashedRow,
): string | null {
  return !source.firstLoad.tell && state.isOfFirstLoad(row.cursorAt) ? firstLoad : null;
}

const firstLoad = 'first-load';

/** What one transaction writes down after the broker has the rows. */
export interface Step {
  readonly counts: Counts;
  /** The new place, or null to stay. */
  readonly cursor: Cursor | null;
  readonly cursorAt: Date | null;
  /** Remembers the rows, in the same transaction. */
  remember(tx: Tx): Promise<void>;
}

/** One transaction: checkpoint by compare-and-set, what was seen, the run's counts. Throws HUB_CHECKPOINT_MOVED when somebody else reads the stream. */
export async function commitStep(reading: Reading, state: StreamState, step: Step): Promise<void> {
  await commitSteps(reading, [{ state, step }]);
}

/** The same for several streams, all or none. */
export async function commitSteps(
  reading: Reading,
  steps: readonly { readonly state: StreamState; readonly step: Step }[],
): Promise<void> {
  const { source, owner, run, clock, database, observer } = reading;
  await database.transaction(async (tx) => {
    for (const { state, step } of steps) {
      const moved = await moveCheckpoint(tx, {
        ...step.counts,
        source: source.id,
        stream: state.stream.name,
        owner,
        version: state.version,
        cursor: step.cursor,
        cursorAt: step.cursorAt,
        at: clock.now(),
      });
      if (moved === null) throw checkpointMoved(reading, state.stream.name);
      await step.remember(tx);
      await countRun(tx, run, step.counts, 0);
      if (moved.held) state.hold();
    }
  });
  for (const { state, step } of steps) {
    state.moved(step.cursor, step.cursorAt);
    observer.counted(source.id, state.stream.name, step.counts);
  }
}

/** The fault of a reader that is not alone. */
export function checkpointMoved(reading: Reading, stream: string): HubError {
  return new HubError(
    'HUB_CHECKPOINT_MOVED',
    `数据源 ${reading.source.id} 的检查点已被另一采集进程移动，本进程停止读取并重新核对。`,
    { source: reading.source.id, stream },
  );
}
