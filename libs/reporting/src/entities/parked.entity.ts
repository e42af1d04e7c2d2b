import { EntitySchema } from '#base/postgres';

/** `ops.parked`: a record the hub refuses to guess about. Ids and offsets are texts of whole numbers. */
export interface Parked {
  readonly id: string;
  readonly state: string;
  readonly cause: string;
  readonly code: string;
  readonly field: string | null;
  readonly sentence: string;
  readonly source: string;
  readonly stream: string | null;
  readonly caseNumber: string | null;
  readonly standard: string | null;
  readonly generation: string | null;
  readonly topic: string | null;
  readonly partition: number | null;
  readonly offset: string | null;
  readonly hash: string | null;
  readonly readAt: Date | null;
  readonly operation: string;
  /** Why the raw message was to tell nobody; null where it may. */
  readonly quiet: string | null;
  /** What failed where no record is known: a source, a delivery. */
  readonly subject: string | null;
  readonly body: string | null;
  /** The record as it was read, when a person corrected it. */
  readonly original: string | null;
  readonly attempts: number;
  readonly parkedAt: Date;
  readonly settledAt: Date | null;
  readonly settledBy: string | null;
  readonly reason: string | null;
  readonly correctedAt: Date | null;
  readonly correctedBy: string | null;
  /** The corrected columns, with 、 between them. */
  readonly correctedFields: string | null;
  /** When what waits behind another record goes on at the latest; null without such a bound. */
  readonly waitUntil: Date | null;
}

export const parkedEntity = new EntitySchema<Parked>({
  name: 'parked',
  schema: 'ops',
  tableName: 'parked',
  columns: {
    id: { type: 'bigint', primary: true, generated: 'increment' },
    state: { type: 'text' },
    cause: { type: 'text' },
    code: { type: 'text' },
    field: { type: 'text', nullable: true },
    sentence: { type: 'text' },
    source: { type: 'text' },
    stream: { type: 'text', nullable: true },
    caseNumber: { name: 'case_no', type: 'text', nullable: true },
    standard: { type: 'text', nullable: true },
    generation: { type: 'text', nullable: true },
    topic: { type: 'text', nullable: true },
    partition: { type: 'integer', nullable: true },
    offset: { name: 'record_offset', type: 'bigint', nullable: true },
    hash: { type: 'text', nullable: true },
    readAt: { name: 'read_at', type: 'timestamptz', nullable: true },
    operation: { type: 'text' },
    quiet: { type: 'text', nullable: true },
    subject: { type: 'text', nullable: true },
    body: { type: 'text', nullable: true },
    original: { type: 'text', nullable: true },
    attempts: { type: 'integer' },
    parkedAt: { name: 'parked_at', type: 'timestamptz' },
    settledAt: { name: 'settled_at', type: 'timestamptz', nullable: true },
    settledBy: { name: 'settled_by', type: 'text', nullable: true },
    reason: { type: 'text', nullable: true },
    correctedAt: { name: 'corrected_at', type: 'timestamptz', nullable: true },
    correctedBy: { name: 'corrected_by', type: 'text', nullable: true },
    correctedFields: { name: 'corrected_fields', type: 'text', nullable: true },
    waitUntil: { name: 'wait_until', type: 'timestamptz', nullable: true },
  },
});
