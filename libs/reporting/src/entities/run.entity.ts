import { EntitySchema } from '#base/postgres';

/** `intake.run`: one stretch of reading a source, from taking its lease to giving it up. */
export interface Run {
  readonly id: string;
  readonly source: string;
  readonly owner: string;
  /** Of the source's definition. */
  readonly version: number;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  readonly outcome: string;
  readonly polls: number;
  readonly read: number;
  readonly published: number;
  readonly repeated: number;
  readonly bytes: number;
  readonly faultCode: string | null;
  readonly faultSentence: string | null;
}

/** The driver gives a bigint as text; counts stay far below 2^53. */
const count = { type: 'bigint', transformer: { from: Number, to: String } } as const;

export const runEntity = new EntitySchema<Run>({
  name: 'run',
  schema: 'intake',
  tableName: 'run',
  columns: {
    id: { type: 'bigint', primary: true, generated: 'increment' },
    source: { type: 'text' },
    owner: { type: 'text' },
    version: { type: 'integer' },
    startedAt: { name: 'started_at', type: 'timestamptz' },
    endedAt: { name: 'ended_at', type: 'timestamptz', nullable: true },
    outcome: { type: 'text' },
    polls: count,
    read: { ...count, name: 'rows_read' },
    published: { ...count, name: 'rows_published' },
    repeated: { ...count, name: 'rows_repeated' },
    bytes: count,
    faultCode: { name: 'fault_code', type: 'text', nullable: true },
    faultSentence: { name: 'fault_sentence', type: 'text', nullable: true },
  },
});
