import type { Queryable } from '#base/contracts';

/** Notes a sign-in begun at the provider, and drops those that ended. */
export async function insertFlow(
  database: Queryable,
  flow: {
    readonly digest: Buffer;
    readonly nonce: string;
    readonly verifier: string;
    readonly returnTo: string | null;
    readonly endsAt: Date;
  },
  at: Date,
): Promise<void> {
  await database.query(
    `with ended as (delete from access.sign_in_flow where ends_at <= $6)
     insert into access.sign_in_flow (digest, nonce, verifier, return_path, ends_at)
     values ($1, $2, $3, $4, $5)`,
    [flow.digest, flow.nonce, flow.verifier, flow.returnTo, flow.endsAt, at],
  );
}
