import type { Item, Tx } from '#base/contracts';

/** Puts the items of the new edition; those it no longer has stay, not current. */
export async function putItems(tx: Tx, items: readonly Item[]): Promise<void> {
  await tx.query(
    `merge into policy.item held
     using jsonb_to_recordset($1::jsonb) as given (code text, name text)
        on held.code = given.code
      when matched then update set name = given.name, current = true
      when not matched by source then update set current = false
      when not matched by target then insert (code, name, current) values (given.code, given.name, true)`,
    [JSON.stringify(items)],
  );
}
