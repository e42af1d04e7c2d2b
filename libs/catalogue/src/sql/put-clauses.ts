import type { Tx } from '#base/contracts';
import { clauseDigest } from '../digest.js';
import type { ClauseEntry } from '../policy-content.js';

/** Puts the clause versions of the new edition: a version that is there only moves its end; those gone stay, not current. */
export async function putClauses(tx: Tx, clauses: readonly ClauseEntry[]): Promise<void> {
  await tx.query(statement, [
    JSON.stringify(
      clauses.map((clause) => ({
        ...clause,
        digest: clauseDigest(clause),
        to_region: clause.to.region,
        to_department: clause.to.department,
        claim_amount: clause.claimWithin.amount,
        claim_unit: clause.claimWithin.unit,
        answer_amount: clause.answerWithin?.amount ?? null,
        answer_unit: clause.answerWithin?.unit ?? null,
        urge_amount: clause.urgeBefore.amount,
        urge_unit: clause.urgeBefore.unit,
      })),
    ),
  ]);
}

const statement = `
  merge into policy.clause held
  using jsonb_to_recordset($1::jsonb)
        as given (id text, version int, memorandum text, region text, item text, kind text, "from" text, to_region text,
                  to_department text, profile text[], materials text[], direction text, targets jsonb,
                  ladder jsonb, support text, "claimMode" text, claim_amount int, claim_unit text, receipts text[],
                  answer_amount int, answer_unit text, urge_amount int, urge_unit text, "validFrom" date, "validTo" date,
                  boundary text, note text, digest text)
     on held.id = given.id and held.version = given.version
   when matched then update set valid_to = given."validTo", current = true
   when not matched by source then update set current = false
   when not matched by target then
 insert (id, version, memorandum, region, item, kind, from_department, to_region, to_department, profile, claim_mode,
         claim_amount, claim_unit, receipts, answer_amount, answer_unit, urge_amount, urge_unit, valid_from, valid_to,
         boundary, note, digest, direction, targets, materials, ladder, support, current)
 values (given.id, given.version, given.memorandum, given.region, given.item, given.kind, given."from", given.to_region,
         given.to_department, given.profile, given."claimMode", given.claim_amount, given.claim_unit, given.receipts,
         given.answer_amount, given.answer_unit, given.urge_amount, given.urge_unit, given."validFrom", given."validTo",
         given.boundary, given.note, given.digest, given.direction, given.targets, given.materials, given.ladder,
         given.support, true)`;
