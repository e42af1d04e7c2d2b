import type { ContentOwner, Tx } from '#base/contracts';
import { textArray } from './text-array.js';

/**
 * Which of the contents one of the owners may attach: what they uploaded, and what a message carries that was sent to them. Deny by default.
 * What is answered cannot be removed until the transaction ends.
 */
export async function attachable(
  tx: Tx,
  owners: readonly ContentOwner[],
  digests: readonly string[],
): Promise<ReadonlySet<string>> {
  if (digests.length === 0) return new Set();
  const { rows } = await tx.query<{ readonly sha256: string }>(statement, [
    textArray(digests),
    textArray(owners.map(({ region }) => region ?? '')),
    textArray(owners.map(({ department }) => department ?? '')),
  ]);
  return new Set(rows.map(({ sha256 }) => sha256));
}

// The lock waits for whoever removes the content, and sees afterwards that it is leaving.
const statement = `
  select a.sha256
    from feedback.attachment a
   where a.sha256 = any ($1::text[]) and a.leaving_at is null
     and exists (
           select from unnest($2::text[], $3::text[]) as owner (region, department)
            where exists (select from feedback.attachment_upload u
                           where u.sha256 = a.sha256 and u.region = owner.region and u.department = owner.department)
               or exists (select from feedback.message_attachment n
                            join feedback.delivery d on d.message_id = n.message_id
                           where n.sha256 = a.sha256 and d.region = owner.region and d.department = owner.department
                             and d.delivered_at is not null))
     for key share of a`;
