import type { Tx } from '#base/contracts';

/** What a person did, kept at least six months. */
export interface AuditEntry {
  readonly at: Date;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

export async function insertAudit(tx: Tx, entry: AuditEntry): Promise<void> {
  await tx.query('insert into ops.audit (at, actor, action, subject, detail) values ($1, $2, $3, $4, $5)', [
    entry.at,
    entry.actor,
    entry.action,
    entry.subject,
    JSON.stringify(entry.detail),
  ]);
}
