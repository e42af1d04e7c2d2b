import type { Queryable } from '#base/contracts';

/** Opens a session, and drops those that ended. */
export async function insertSession(
  database: Queryable,
  session: { readonly digest: Buffer; readonly account: string; readonly at: Date; readonly endsAt: Date },
): Promise<void> {
  await database.query(
    `with ended as (delete from access.session where ends_at <= $3)
     insert into access.session (digest, account, opened_at, seen_at, ends_at) values ($1, $2, $3, $3, $4)`,
    [session.digest, session.account, session.at, session.endsAt],
  );
}
