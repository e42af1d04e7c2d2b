import type { Queryable } from '#base/contracts';

/** What a calendar version said when it was loaded; null when it never was. */
export async function readCalendarDigest(tx: Queryable, version: string): Promise<string | null> {
  const { rows } = await tx.query<{ readonly digest: string }>(
    'select digest from policy.calendar where version = $1',
    [version],
  );
  return rows[0]?.digest ?? null;
}
