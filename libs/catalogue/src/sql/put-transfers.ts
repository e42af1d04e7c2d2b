import type { Tx } from '#base/contracts';
import type { TransferEntry } from '../policy-content.js';

/** Replaces the transfer lists. */
export async function putTransfers(tx: Tx, transfers: readonly TransferEntry[]): Promise<void> {
  await tx.query(
    `merge into policy.transfer held
     using jsonb_to_recordset($1::jsonb)
           as given (region text, item text, list text, level text, "ownChoice" boolean, "validFrom" date, "validTo" date)
        on held.region = given.region and held.item = given.item and held.valid_from = given."validFrom"
      when matched then update set list = given.list, level = given.level, own_choice = given."ownChoice", valid_to = given."validTo"
      when not matched by source then delete
      when not matched by target then
    insert (region, item, list, level, own_choice, valid_from, valid_to)
    values (given.region, given.item, given.list, given.level, given."ownChoice", given."validFrom", given."validTo")`,
    [JSON.stringify(transfers)],
  );
}
