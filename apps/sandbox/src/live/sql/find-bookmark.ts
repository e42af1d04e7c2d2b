import type { Queryable } from '#base/contracts';

/** How far a desk has read a partition; null when it never has. */
export async function findBookmark(
  database: Queryable,
  at: { readonly desk: string; readonly topic: string; readonly partition: number },
): Promise<bigint | null> {
  const { rows } = await database.query<{ next_offset: string }>(
    `select next_offset from sandbox.read_up_to where desk = $1 and topic = $2 and part = $3`,
    [at.desk, at.topic, at.partition],
  );
  const [row] = rows;
  return row === undefined ? null : BigInt(row.next_offset);
}
