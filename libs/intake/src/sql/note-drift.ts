import type { SourceId, StreamName, Tx } from '#base/contracts';
import type { Difference } from '../drift/compare-shapes.js';
import { driftValues } from './drift-values.js';

/**
 * Writes down a difference: one that harms nothing as noted, unless its declaration has told it already, any other as open, once, however often it
 * is seen. Unknown codes of a column gather until they are settled.
 */
export async function noteDrift(
  tx: Tx,
  source: SourceId,
  stream: StreamName,
  difference: Difference,
  at: Date,
): Promise<void> {
  await tx.query(
    `insert into intake.drift as d (source, stream, kind, col, before, after, renamed_to, state, found_at, seen_at)
     select $1, $2, $3, $4, $5::jsonb, $6::jsonb, $7, $8::text, $9::timestamptz, $9::timestamptz
      where not exists (
        select from intake.drift n
         where n.source = $1 and n.stream = $2 and n.kind = $3 and n.col = $4
           and n.state = 'noted' and $8 = 'noted' and n.declared_after is not null and n.before is null)
     on conflict (source, stream, kind, col) where state = 'open' do update
        set before = excluded.before, renamed_to = excluded.renamed_to, seen_at = excluded.seen_at,
            after = case when d.kind <> 'codes' then excluded.after else jsonb_set(excluded.after, '{codes}', (
              select jsonb_agg(code order by code)
                from (select jsonb_array_elements_text((d.after -> 'codes') || (excluded.after -> 'codes')) as code
                       group by code order by code limit 20) as codes)) end`,
    driftValues(source, stream, difference, at),
  );
}
