import type { Tx } from '#base/contracts';
import { textArray } from '#base/postgres';
import type { Climb } from '../climb-ladder.js';

/** Deadlines that are locked already, as a sweep leaves them: missed or not, and when to look again. */
export async function climbDeadlines(tx: Tx, climbs: readonly Climb[], now: Date): Promise<void> {
  const column = (value: (climb: Climb) => string | number | boolean | null): Buffer =>
    textArray(climbs.map(value));
  await tx.query(
    `update feedback.deadline l
        set state = case when climbed.missed then 'missed' else l.state end,
            missed_at = case when climbed.missed then $6 else l.missed_at end,
            next_step = climbed.next_step, next_at = climbed.next_at
       from unnest($1::text[]::uuid[], $2::text[], $3::text[]::boolean[], $4::text[]::smallint[], $5::text[]::timestamptz[])
         as climbed (delivery_id, expects, missed, next_step, next_at)
      where l.delivery_id = climbed.delivery_id and l.expects = climbed.expects`,
    [
      column(({ owed }) => owed.deliveryId),
      column(({ owed }) => owed.expects),
      column(({ missed }) => missed),
      column(({ nextStep }) => nextStep),
      column(({ nextAt }) => (nextAt instanceof Date ? nextAt.toISOString() : nextAt)),
      now,
    ],
  );
}
