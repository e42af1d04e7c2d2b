import type { Tx } from '#base/contracts';

/** Moves parked rows to another state and answers the ids that moved; rows that are no longer parked stay as they are. */
export async function moveParked(
  tx: Tx,
  ids: readonly string[],
  move: {
    readonly state: 'releasing' | 'discarded';
    readonly by: string;
    readonly reason: string | null;
    readonly at: Date;
  },
): Promise<readonly string[]> {
  const { rows } = await tx.query<{ readonly id: string }>(
    `update ops.parked
        set state = $2, settled_by = $3, reason = $4,
            settled_at = case when $2 = 'discarded' then $5::timestamptz end
      where id = any($1::bigint[]) and state = 'parked' and ($2 = 'discarded' or cause <> 'reply')
      returning id::text as id`,
    [ids, move.state, move.by, move.reason, move.at],
  );
  return rows.map(({ id }) => id);
}
