import type { Tx } from '#base/contracts';
import type { Counts } from '../counts.js';

/** Adds to a run's counts, in the transaction of what is counted. */
export async function countRun(tx: Tx, run: string, counts: Counts, polls: number): Promise<void> {
  await tx.query(
    `update intake.run
        set polls = polls + $2,
            rows_read = rows_read + $3,
            rows_published = rows_published + $4,
            rows_repeated = rows_repeated + $5,
            bytes = bytes + $6
      where id = $1`,
    [run, polls, counts.read, counts.published, counts.repeated, counts.bytes],
  );
}
