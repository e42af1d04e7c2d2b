import type { Queryable } from '#base/contracts';

/** A sign-in as it was begun; `returnTo` is where the browser goes on afterwards. */
export interface BegunFlow {
  readonly nonce: string;
  readonly verifier: string;
  readonly returnTo: string | null;
}

/** The sign-in begun with this state, once: whoever comes second, or too late, finds none. */
export async function takeFlow(database: Queryable, digest: Buffer, at: Date): Promise<BegunFlow | null> {
  const { rows } = await database.query<BegunFlow & { readonly fresh: boolean }>(
    `delete from access.sign_in_flow where digest = $1
     returning nonce, verifier, return_path as "returnTo", ends_at > $2 as fresh`,
    [digest, at],
  );
  const [found] = rows;
  if (found === undefined || !found.fresh) return null;
  const { nonce, verifier, returnTo } = found;
  return { nonce, verifier, returnTo };
}
