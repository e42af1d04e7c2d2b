import type { Tx } from '#base/contracts';
import type { PolicyDocument } from '../policy-content.js';

/** Keeps the documents that an edition was made of; a text that was kept before is not kept twice. */
export async function putDocuments(
  tx: Tx,
  edition: number,
  documents: readonly PolicyDocument[],
): Promise<void> {
  await tx.query(
    `with given as (
       select path, text, encode(sha256(convert_to(text, 'UTF8')), 'hex') as digest
         from jsonb_to_recordset($2::jsonb) as given (path text, text text)
     ), kept as (
       insert into policy.document (digest, text)
       select distinct on (digest) digest, text from given
           on conflict (digest) do nothing
     )
     insert into policy.edition_document (edition, path, digest) select $1, path, digest from given`,
    [edition, JSON.stringify(documents)],
  );
}
