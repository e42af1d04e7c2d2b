import type { Queryable } from '#base/contracts';

/** What every clause version that was ever loaded said: `id version` → digest. */
export async function readClauseDigests(tx: Queryable): Promise<ReadonlyMap<string, string>> {
  const { rows } = await tx.query<{ readonly id: string; readonly version: number; readonly digest: string }>(
    'select id, version, digest from policy.clause',
  );
  return new Map(rows.map((row) => [`${row.id} ${row.version}`, row.digest]));
}
