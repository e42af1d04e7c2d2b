import type { Tx } from '#base/contracts';

/** Who a subject is to be. */
export interface Identity {
  readonly account: string;
  readonly issuer: string;
  readonly subject: string;
}

/** Links a subject to an account, instead of the one it was linked to before; false where there is no such account, or the subject is somebody else's. */
export async function putIdentity(
  tx: Tx,
  { account, issuer, subject }: Identity,
  by: string,
  at: Date,
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `insert into access.identity (account, issuer, subject, linked_by, linked_at)
     select name, $2, $3, $4, $5 from access.account
      where name = $1
        and not exists (select from access.identity where issuer = $2 and subject = $3 and account <> $1)
     on conflict (account) do update
        set issuer = excluded.issuer, subject = excluded.subject, linked_by = excluded.linked_by, linked_at = excluded.linked_at`,
    [account, issuer, subject, by, at],
  );
  return rowCount === 1;
}
