import { EntitySchema } from '#base/postgres';

/** `intake.code_addition`: a code an operator added to a source's mapping; `field` is the unified one. */
export interface CodeAddition {
  readonly source: string;
  readonly stream: string;
  readonly field: string;
  readonly raw: string;
  readonly canonical: string;
  readonly addedAt: Date;
  readonly addedBy: string;
  readonly why: string;
}

export const codeAdditionEntity = new EntitySchema<CodeAddition>({
  name: 'codeAddition',
  schema: 'intake',
  tableName: 'code_addition',
  columns: {
    source: { type: 'text', primary: true },
    stream: { type: 'text', primary: true },
    field: { type: 'text', primary: true },
    raw: { type: 'text', primary: true },
    canonical: { type: 'text' },
    addedAt: { name: 'added_at', type: 'timestamptz' },
    addedBy: { name: 'added_by', type: 'text' },
    why: { type: 'text' },
  },
});
