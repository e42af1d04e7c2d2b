import type { Queryable } from '#base/contracts';

/** The sign-in begun with this state, once: whoever comes second, or too late, finds none. */
export async function takeFlow(
  database: Queryable,
  digest: Buffer,
  at: Date,
): Promise<{ readonly nonce: string; readonly verifier: string } | null> {
  const { rows } = await database.query<{
    readonly nonce: string;
    readonly verifier: string;
    readonly fresh: boolean;
  }>(`delete from access.sign_in_flow where digest = $1 returning nonce, verifier, ends_at > $2 as fresh`, [
    digest,
    at,
  ]);
  const [found] = rows;
  return found?.fresh === true ? { nonce: found.nonce, verifier: found.verifier } : null;
}
