import { EntitySchema } from '#base/postgres';

/** `ops.audit`: what a person did, kept at least six months. Append only. */
export interface AuditEntry {
  readonly id: string;
  readonly at: Date;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly detail: object;
}

export const auditEntity = new EntitySchema<AuditEntry>({
  name: 'audit',
  schema: 'ops',
  tableName: 'audit',
  columns: {
    id: { type: 'bigint', primary: true, generated: 'increment' },
    at: { type: 'timestamptz' },
    actor: { type: 'text' },
    action: { type: 'text' },
    subject: { type: 'text' },
    detail: { type: 'jsonb' },
  },
});
