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
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly hash: string | null;
  readonly readAt: Date | null;
  readonly operation: string;
  readonly body: string | null;
  readonly attempts: number;
  readonly parkedAt: Date;
  readonly settledAt: Date | null;
  readonly settledBy: string | null;
  readonly reason: string | null;
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
    topic: { type: 'text' },
    partition: { type: 'integer' },
    offset: { name: 'record_offset', type: 'bigint' },
    hash: { type: 'text', nullable: true },
    readAt: { name: 'read_at', type: 'timestamptz', nullable: true },
    operation: { type: 'text' },
    body: { type: 'text', nullable: true },
    attempts: { type: 'integer' },
    parkedAt: { name: 'parked_at', type: 'timestamptz' },
    settledAt: { name: 'settled_at', type: 'timestamptz', nullable: true },
    settledBy: { name: 'settled_by', type: 'text', nullable: true },
    reason: { type: 'text', nullable: true },
  },
});
