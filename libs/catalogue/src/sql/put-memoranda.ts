import type { Tx } from '#base/contracts';
import type { Memorandum } from '../policy-content.js';

/** Puts the memoranda of the new edition; those it no longer has stay, not current. */
export async function putMemoranda(tx: Tx, memoranda: readonly Memorandum[]): Promise<void> {
  await tx.query(
    `merge into policy.memorandum held
     using jsonb_to_recordset($1::jsonb)
           as given (id text, title text, region text, approval text, supervision jsonb, "signedOn" date)
        on held.id = given.id
      when matched then update
       set title = given.title, region = given.region, approval = given.approval,
           to_region = given.supervision ->> 'region', supervision = given.supervision ->> 'department',
           signed_on = given."signedOn", current = true
      when not matched by source then update set current = false
      when not matched by target then
    insert (id, title, region, approval, to_region, supervision, signed_on, current)
    values (given.id, given.title, given.region, given.approval, given.supervision ->> 'region',
            given.supervision ->> 'department', given."signedOn", true)`,
    [JSON.stringify(memoranda)],
  );
}
