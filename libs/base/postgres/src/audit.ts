import type { Tx } from '#base/contracts';

/** What somebody did, to what, and why. `detail` holds no secret and no personal data. */
export interface AuditLine {
  readonly at: Date;
  readonly by: string;
  readonly action: string;
  readonly subject: string;
  readonly detail: Readonly<Record<string, string | number | null>>;
}

/** Notes an act in the transaction that does it. */
export async function writeAudit(tx: Tx, { at, by, action, subject, detail }: AuditLine): Promise<void> {
  await tx.query('insert into ops.audit (at, actor, action, subject, detail) values ($1, $2, $3, $4, $5)', [
    at,
    by,
    action,
    subject,
    JSON.stringify(detail),
  ]);
}
