import type { Queryable } from '#base/contracts';

/** After a rest, exactly one caller may try; the others wait for another rest or for its success. */
export async function claimTrial(
  database: Queryable,
  id: string,
  now: Date,
  restMs: number,
): Promise<boolean> {
  const { rows } = await database.query(
    `update lookup.health set open_until = $2::timestamptz + $3 * interval '1 millisecond'
      where interface = $1 and open_until <= $2
     returning interface`,
    [id, now, restMs],
  );
  return rows.length === 1;
}
