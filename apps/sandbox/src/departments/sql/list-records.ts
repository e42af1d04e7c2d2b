import type { Queryable } from '#base/contracts';

/** Which records: of a stream, written between two moments (both included), so many from an offset on. */
export interface RecordRange {
  readonly source: string;
  readonly stream: string;
  readonly from: Date;
  readonly to: Date;
  readonly offset: number;
  readonly limit: number;
}

/** A record's cells, as the department's system shows them. */
export type ShelfRow = Readonly<Record<string, string | null>>;

/** A range of a stream in the order of writing. */
export async function listRecords(database: Queryable, range: RecordRange): Promise<readonly ShelfRow[]> {
  const { rows } = await database.query<{ body: ShelfRow }>(
    `select body from sandbox.record
      where source = $1 and stream = $2 and written_at between $3 and $4
      order by written_at, position
      offset $5 limit $6`,
    [range.source, range.stream, range.from, range.to, range.offset, range.limit],
  );
  return rows.map(({ body }) => body);
}
