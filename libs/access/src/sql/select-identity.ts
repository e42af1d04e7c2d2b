import type { Queryable } from '#base/contracts';

/** The account in use that a subject was linked to; null where there is none. */
export async function selectIdentity(
  database: Queryable,
  issuer: string,
  subject: string,
): Promise<string | null> {
  const { rows } = await database.query<{ readonly account: string }>(
    `select i.account
       from access.identity i
       join access.account a on a.name = i.account
      where i.issuer = $1 and i.subject = $2 and a.disabled_at is null`,
    [issuer, subject],
  );
  return rows[0]?.account ?? null;
}
