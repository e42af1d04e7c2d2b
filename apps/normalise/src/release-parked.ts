import {
  brandAs,
  toCaseNumber,
  type Clock,
  type RawMessage,
  type SourceId,
  type StreamName,
  type Transactions,
} from '#base/contracts';
import { freeWaiting } from '#base/postgres';
import type { Telemetry } from '#base/telemetry';
import type { CommitEntries } from './commit-entries.js';
import { releaseGate } from './gates.js';
import { mapRaw } from './map-batch.js';
import type { SourceMapping } from './source-mapping.js';

interface ReleasingRow {
  readonly source: string;
  readonly stream: string | null;
  readonly case_no: string | null;
  readonly standard: string | null;
  readonly generation: string | null;
  readonly topic: string;
  readonly partition: number;
  readonly record_offset: string;
  readonly hash: string | null;
  readonly read_at: Date | null;
  readonly operation: 'put' | 'delete';
  readonly quiet: string | null;
  readonly body: string | null;
}

const mostAtOnce = 500;

/**
 * Puts released records through the same transaction as live ones, partition by partition, in the order they were read. It holds the
 * partition's fence meanwhile, so a live batch of the same keys waits. What fails again is parked again with its new reason. What waited behind a record that is
 * released or was set aside comes along, in the same transaction where it fits.
 */
export class ReleaseParked {
  constructor(
    private readonly database: Transactions,
    private readonly mapping: SourceMapping,
    private readonly commits: CommitEntries,
    private readonly clock: Clock,
    private readonly telemetry: Telemetry,
  ) {}

  /** Releases what is asked for now; answers how many records it took up. */
  async releaseNext(): Promise<number> {
    await freeWaiting(this.database, this.clock.now());
    const rows = await this.#claim();
    const [first] = rows;
    if (first === undefined) return 0;
    const source = brandAs<SourceId>(first.source);
    const mapping = await this.mapping.of(source);
    const entries = rows.map((row) => mapRaw(toRaw(row), Buffer.from(row.body ?? ''), mapping));
    const gate = releaseGate(first, { source, waits: mapping.waits }, this.clock.now());
    const done = await this.commits.commit(source, entries, gate);
    this.telemetry.log.info(`放行隔离记录 ${rows.length} 条，其中 ${done.parked} 条仍不能归一`, { source });
    return rows.length;
  }

  async #claim(): Promise<readonly ReleasingRow[]> {
    const { rows } = await this.database.query<ReleasingRow>(
      `select source, stream, case_no, standard, generation, topic, partition, record_offset, hash, read_at, operation, quiet, body
         from ops.parked
        where state = 'releasing'
          and (topic, partition) = (select topic, partition from ops.parked
                                     where state = 'releasing'
                                     order by topic, partition limit 1)
        order by record_offset
        limit $1`,
      [mostAtOnce],
    );
    return rows;
  }
}

function toRaw(row: ReleasingRow): RawMessage {
  return {
    source: brandAs<SourceId>(row.source),
    stream: brandAs<StreamName>(row.stream ?? ''),
    standard: row.standard ?? '',
    generation: row.generation ?? '',
    caseNumber: toCaseNumber(row.case_no ?? ''),
    hash: row.hash ?? '',
    readAt: row.read_at?.toISOString() ?? '',
    operation: row.operation,
    ...(row.quiet === null ? {} : { quiet: row.quiet }),
    body: row.body ?? '',
    position: { topic: row.topic, partition: row.partition, offset: BigInt(row.record_offset) },
  };
}
