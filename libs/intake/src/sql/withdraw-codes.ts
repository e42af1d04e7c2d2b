import type { KnownCodes, Queryable, SourceId, StreamName } from '#base/contracts';

/** Closes what was told of codes that the mapping has learned since, or of columns that it no longer reads by codes. */
export async function withdrawCodes(
  database: Queryable,
  source: SourceId,
  stream: StreamName,
  known: KnownCodes,
  at: Date,
): Promise<void> {
  await database.query(
    `update intake.drift d
        set state = 'withdrawn', settled_at = $4
      where d.source = $1 and d.stream = $2 and d.state = 'open' and d.kind = 'codes'
        and not exists (
          select from jsonb_array_elements_text(d.after -> 'codes') as c (code)
           where not coalesce(d.before -> 'codes' ? c.code, false)
             and not coalesce($3::jsonb -> upper(d.col) ? c.code, true))`,
    [
      source,
      stream,
      JSON.stringify(Object.fromEntries([...known].map(([name, codes]) => [name, [...codes]]))),
      at,
    ],
  );
}
