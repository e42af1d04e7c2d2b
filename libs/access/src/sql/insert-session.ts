import type { Queryable } from '#base/contracts';

/** How somebody proved who they are. */
export type Way = 'password' | 'oidc';

/** A session to be opened. */
export interface NewSession {
  readonly digest: Buffer;
  readonly account: string;
  readonly way: Way;
  readonly at: Date;
  readonly endsAt: Date;
}

/** Opens a session, and drops those that ended. */
export async function insertSession(database: Queryable, session: NewSession): Promise<void> {
  await database.query(
    `with ended as (delete from access.session where ends_at <= $3)
     insert into access.session (digest, account, opened_at, seen_at, ends_at, way) values ($1, $2, $3, $3, $4, $5)`,
    [session.digest, session.account, session.at, session.endsAt, session.way],
  );
}
