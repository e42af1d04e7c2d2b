import type { Queryable } from '#base/contracts';
import type { TouchedWork } from '../drafts/policy-effect.js';
import type { PolicyContent } from '../policy-content.js';

/** Counts the open cases and the unfulfilled deliveries of the changed items, each item once a region; those without any are left out. */
export async function countTouched(
  queryable: Queryable,
  contents: readonly PolicyContent[],
  changed: readonly { readonly region: string; readonly item: string; readonly name: string }[],
): Promise<readonly TouchedWork[]> {
  const codes = Map.groupBy(
    contents.flatMap(({ items }) => items),
    ({ code }) => code as string,
  );
  const asked = new Map(
    changed.map(({ region, item, name }) => [
      `${region} ${item}`,
      {
        region,
        item,
        name,
        codes: (codes.get(item) ?? []).flatMap(({ aliases }) => aliases.map(({ code }) => code)),
      },
    ]),
  );
  const { rows } = await queryable.query<TouchedWork>(statement, [JSON.stringify([...asked.values()])]);
  return rows;
}

const statement = `
  with asked as (
    select * from jsonb_to_recordset($1::jsonb) as asked (region text, item text, name text, codes text[])
  ), open_case as (
    select asked.region, asked.item, count(*)::int as count
      from unified.case_status held
      join asked on asked.region = held.region and asked.codes && held.item_codes
     where held.state not in ('CLOSED', 'VOIDED')
     group by asked.region, asked.item
  ), open_delivery as (
    select asked.region, asked.item, count(distinct delivery.id)::int as count
      from asked
      join feedback.message message on message.region = asked.region and message.item = asked.item
      join feedback.delivery delivery on delivery.message_id = message.id
      join feedback.deadline deadline on deadline.delivery_id = delivery.id
     where deadline.met_at is null and deadline.state in ('open', 'missed', 'no_calendar')
       and delivery.state in ('pending', 'delivered', 'received', 'claimed')
     group by asked.region, asked.item
  )
  select asked.region, asked.item, asked.name, coalesce(open_case.count, 0) as "openCases",
         coalesce(open_delivery.count, 0) as "openDeliveries"
    from asked
    left join open_case using (region, item)
    left join open_delivery using (region, item)
   where open_case.count is not null or open_delivery.count is not null
   order by asked.region, asked.item`;
