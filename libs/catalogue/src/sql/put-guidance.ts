import type { Tx } from '#base/contracts';
import type { GuidanceItem } from '../policy-content.js';

/** Replaces what the guidance catalogues ask for. */
export async function putGuidance(tx: Tx, guidance: readonly GuidanceItem[]): Promise<void> {
  await tx.query(
    `merge into policy.guidance_item held
     using jsonb_to_recordset($1::jsonb) as given (region text, item text, levels text[])
        on held.region = given.region and held.item = given.item
      when matched then update set levels = given.levels
      when not matched by source then delete
      when not matched by target then
    insert (region, item, levels) values (given.region, given.item, given.levels)`,
    [JSON.stringify(guidance)],
  );
}
