import type { Queryable, SourceId } from '#base/contracts';

/** Opens a run in the history and closes what a killed collector left open; answers the run's id. */
export async function startRun(
  database: Queryable,
  source: SourceId,
  owner: string,
  at: Date,
): Promise<string> {
  const { rows } = await database.query<{ id: string }>(
    `with left_open as (
       update intake.run set outcome = 'abandoned', ended_at = $3 where source = $1 and outcome = 'running'
     )
     insert into intake.run (source, owner, version, started_at)
     select id, $2, version, $3 from intake.source where id = $1
     returning id::text as id`,
    [source, owner, at],
  );
  return rows[0]?.id ?? '0';
}
