import type { Tx } from '#base/contracts';
import type { RetainedItem } from '../policy-content.js';

/** Replaces the items that lists name as not transferred. */
export async function putRetained(tx: Tx, retained: readonly RetainedItem[]): Promise<void> {
  await tx.query(
    `merge into policy.retained held
     using jsonb_to_recordset($1::jsonb) as given (region text, item text, because text, reason text)
        on held.region = given.region and held.item = given.item
      when matched then update set because = given.because, reason = given.reason
      when not matched by source then delete
      when not matched by target then
    insert (region, item, because, reason) values (given.region, given.item, given.because, given.reason)`,
    [JSON.stringify(retained)],
  );
}
