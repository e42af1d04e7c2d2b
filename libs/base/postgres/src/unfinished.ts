import type { Queryable } from '#base/contracts';

/** A piece of work: who does it, where (a partition, a source), and at which position of it. */
export interface Work {
  readonly consumer: string;
  readonly place: string;
  readonly position: string;
}

/**
 * Writes down that work begins; answers which try this is at the position: 1 for the first, more where processes have died over it.
 * `atLeast` counts a first try as one of several.
 */
export async function beginWork(database: Queryable, work: Work, atLeast = 1): Promise<number> {
  const { rows } = await database.query<{ attempts: number }>(
    `insert into ops.unfinished as left_behind (consumer, place, position, attempts, begun_at)
     values ($1, $2, $3, $4, now())
     on conflict (consumer, place) do update
        set attempts = case when left_behind.position = excluded.position then left_behind.attempts + 1
                            else excluded.attempts end,
            position = excluded.position, begun_at = excluded.begun_at
     returning attempts`,
    [work.consumer, work.place, work.position, atLeast],
  );
  return rows[0]?.attempts ?? atLeast;
}

/** The work has ended, well or with a fault: the process is alive to say so. */
export async function endWork(
  database: Queryable,
  { consumer, place }: Pick<Work, 'consumer' | 'place'>,
): Promise<void> {
  await database.query('delete from ops.unfinished where consumer = $1 and place = $2', [consumer, place]);
}
