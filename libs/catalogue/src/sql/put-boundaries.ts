import type { Boundary, Tx } from '#base/contracts';

/** Replaces the entries of the boundary lists. */
export async function putBoundaries(tx: Tx, boundaries: readonly Boundary[]): Promise<void> {
  await tx.query(
    `merge into policy.boundary held
     using jsonb_to_recordset($1::jsonb)
           as given (region text, item text, approves jsonb, supervises jsonb, enforces jsonb, standards jsonb,
                     commitment text, duties text, "validFrom" date, "validTo" date)
        on held.region = given.region and held.item = given.item and held.valid_from = given."validFrom"
      when matched then update
       set approves = given.approves, supervises = given.supervises, enforces = given.enforces,
           standards = given.standards, commitment = given.commitment, duties = given.duties, valid_to = given."validTo"
      when not matched by source then delete
      when not matched by target then
    insert (region, item, approves, supervises, enforces, standards, commitment, duties, valid_from, valid_to)
    values (given.region, given.item, given.approves, given.supervises, given.enforces, given.standards,
            given.commitment, given.duties, given."validFrom", given."validTo")`,
    [JSON.stringify(boundaries)],
  );
}
