import type { Tx } from '#base/contracts';
import { textArray } from '#base/postgres';

/** Gives lanes up at once instead of letting their lease run out. */
export async function releaseLanes(tx: Tx, owner: string, lanes: readonly number[]): Promise<void> {
  await tx.query(
    `update feedback.lane set owner = null, leased_until = '-infinity'
      where owner = $1 and lane = any ($2::text[]::smallint[])`,
    [owner, textArray(lanes)],
  );
}
