import type { Item, Tx } from '#base/contracts';

/** Replaces the codes that items are known by. */
export async function putAliases(tx: Tx, items: readonly Item[]): Promise<void> {
  const aliases = items.flatMap((item) => item.aliases.map((alias) => ({ item: item.code, ...alias })));
  await tx.query(
    `merge into policy.item_alias held
     using jsonb_to_recordset($1::jsonb) as given (code text, system text, item text)
        on held.code = given.code and held.system = given.system
      when matched then update set item = given.item
      when not matched by source then delete
      when not matched by target then
    insert (code, system, item) values (given.code, given.system, given.item)`,
    [JSON.stringify(aliases)],
  );
}
