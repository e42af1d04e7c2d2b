import { EntitySchema } from '#base/postgres';

/** `feedback.nobody_to_tell`: a granted case of a known item that nobody has to be told about, and why. */
export interface NobodyToTell {
  readonly source: string;
  readonly caseNumber: string;
  readonly item: string;
  readonly region: string;
  readonly reason: string;
  readonly decidedAt: Date | null;
  readonly notedAt: Date;
}

export const nobodyToTellEntity = new EntitySchema<NobodyToTell>({
  name: 'nobodyToTell',
  schema: 'feedback',
  tableName: 'nobody_to_tell',
  columns: {
    source: { type: 'text', primary: true },
    caseNumber: { name: 'case_no', type: 'text', primary: true },
    item: { type: 'text' },
    region: { type: 'text' },
    reason: { type: 'text' },
    decidedAt: { name: 'decided_at', type: 'timestamptz', nullable: true },
    notedAt: { name: 'noted_at', type: 'timestamptz' },
  },
});
