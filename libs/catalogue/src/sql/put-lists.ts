import type { Tx } from '#base/contracts';
import type { ListHead } from '../policy-content.js';

/** A list with the digest of its entries. */
export interface DigestedList extends ListHead {
  readonly digest: string;
}

/**
 * Puts the heads of the lists. The digest a version was first loaded with stays beside the one it has now: when they differ, the list was
 * changed without another publication. Versions the documents no longer have stay, not current.
 */
export async function putLists(tx: Tx, lists: readonly DigestedList[]): Promise<void> {
  await tx.query(
    `merge into policy.list held
     using jsonb_to_recordset($1::jsonb)
           as given (kind text, region text, version text, title text, "adoptedBy" text, "adoptedOn" date,
                     "publishedOn" date, "filedOn" date, "copiesTo" text[], digest text)
        on held.kind = given.kind and held.region = given.region and held.version = given.version
       and held.published_on is not distinct from given."publishedOn"
      when matched then update
       set title = given.title, adopted_by = given."adoptedBy", adopted_on = given."adoptedOn",
           filed_on = given."filedOn", copies_to = given."copiesTo", digest = given.digest, current = true
      when not matched by source then update set current = false
      when not matched by target then
    insert (kind, region, version, title, adopted_by, adopted_on, published_on, filed_on, copies_to, first_digest,
            digest, current)
    values (given.kind, given.region, given.version, given.title, given."adoptedBy", given."adoptedOn",
            given."publishedOn", given."filedOn", given."copiesTo", given.digest, given.digest, true)`,
    [JSON.stringify(lists)],
  );
}
