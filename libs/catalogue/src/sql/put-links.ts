import type { Item, Tx } from '#base/contracts';

/** Replaces which items are transferred together. */
export async function putLinks(tx: Tx, items: readonly Item[]): Promise<void> {
  const links = items.flatMap((item) => item.linked.map((linked) => ({ item: item.code, linked })));
  await tx.query(
    `merge into policy.item_link held
     using (select distinct item, linked from jsonb_to_recordset($1::jsonb) as given (item text, linked text)) as given
        on held.item = given.item and held.linked = given.linked
      when not matched by source then delete
      when not matched by target then insert (item, linked) values (given.item, given.linked)`,
    [JSON.stringify(links)],
  );
}
