import type { Queryable } from '#base/contracts';

export interface StreamRow {
  readonly source: string;
  readonly stream: string;
  readonly table: string | null;
  readonly mode: string | null;
  readonly read: number;
  readonly published: number;
  readonly repeated: number;
  readonly progress_at: Date | null;
  readonly drained_at: Date | null;
  readonly freshness: number | null;
  readonly held_at: Date | null;
}

/** Every stream a source declares, read or not; `freshness` is the age in seconds of the last proof that it was read up. */
export async function selectStreams(database: Queryable): Promise<readonly StreamRow[]> {
  const { rows } = await database.query<StreamRow>(
    `select s.id as source, d.stream ->> 'name' as stream, d.stream ->> 'table' as table,
            coalesce(c.mode, d.stream ->> 'mode') as mode,
            coalesce(c.rows_read, 0)::float8 as read,
            coalesce(c.rows_published, 0)::float8 as published,
            coalesce(c.rows_repeated, 0)::float8 as repeated,
            c.progress_at, c.drained_at,
            extract(epoch from now() - c.drained_at)::float8 as freshness, f.held_at
       from intake.source s
      cross join lateral jsonb_array_elements(s.definition -> 'streams') with ordinality as d (stream, place)
       left join intake.checkpoint c on c.source = s.id and c.stream = d.stream ->> 'name'
       left join ops.fuse f on f.source = s.id and f.stream = d.stream ->> 'name'
      order by s.id, d.place`,
  );
  return rows;
}
