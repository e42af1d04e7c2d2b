import type { Tx } from '#base/contracts';

/** Writes down who did what to which draft. */
export async function insertAudit(
  tx: Tx,
  line: {
    readonly at: Date;
    readonly by: string;
    readonly action: string;
    readonly subject: string;
    readonly detail: Readonly<Record<string, string | number>>;
  },
): Promise<void> {
  const { at, by, action, subject, detail } = line;
  await tx.query('insert into ops.audit (at, actor, action, subject, detail) values ($1, $2, $3, $4, $5)', [
    at,
    by,
    action,
    subject,
    JSON.stringify(detail),
  ]);
}
