import type { Queryable } from '#base/contracts';

/** Counts a question in its minute; false when the minute is full already. Caller '' stands for the hub as a whole. */
export async function takeTurn(
  database: Queryable,
  id: string,
  caller: string,
  at: Date,
  most: number,
): Promise<boolean> {
  const { rows } = await database.query(
    `insert into lookup.turn as t (interface, caller, minute, taken)
     values ($1, $2, date_trunc('minute', $3::timestamptz), 1)
         on conflict (interface, caller, minute) do update set taken = t.taken + 1
      where t.taken < $4
     returning taken`,
    [id, caller, at, most],
  );
  return rows.length === 1;
}
