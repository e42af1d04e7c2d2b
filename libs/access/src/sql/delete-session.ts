import type { Queryable } from '#base/contracts';

/** Ends one session. */
export async function deleteSession(database: Queryable, digest: Buffer): Promise<void> {
  await database.query('delete from access.session where digest = $1', [digest]);
}
