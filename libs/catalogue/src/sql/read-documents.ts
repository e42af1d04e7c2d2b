import type { Queryable } from '#base/contracts';
import type { PolicyDocument } from '../policy-content.js';

/** The documents that an edition was made of, in the order of their paths. */
export async function readDocuments(
  queryable: Queryable,
  edition: number,
): Promise<readonly PolicyDocument[]> {
  const { rows } = await queryable.query<PolicyDocument>(
    `select held.path, document.text
       from policy.edition_document held
       join policy.document document on document.digest = held.digest
      where held.edition = $1
      order by held.path collate "C"`,
    [edition],
  );
  return rows;
}
