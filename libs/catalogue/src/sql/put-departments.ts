import type { Tx } from '#base/contracts';
import type { DepartmentEntry } from '../policy-content.js';

/** Puts the departments of the new edition; those it no longer has stay, not current. */
export async function putDepartments(tx: Tx, departments: readonly DepartmentEntry[]): Promise<void> {
  await tx.query(
    `merge into policy.department held
     using jsonb_to_recordset($1::jsonb)
           as given (region text, department text, name text, uscc text, role text, partitions int, liaison text,
                     liaisons jsonb, leader text)
        on held.region = given.region and held.department = given.department
      when matched then update
       set name = given.name, uscc = given.uscc, role = given.role, partitions = given.partitions,
           liaison = given.liaison, liaisons = given.liaisons, leader = given.leader, current = true
      when not matched by source then update set current = false
      when not matched by target then
    insert (region, department, name, uscc, role, partitions, liaison, liaisons, leader, current)
    values (given.region, given.department, given.name, given.uscc, given.role, given.partitions, given.liaison, given.liaisons,
            given.leader, true)`,
    [JSON.stringify(departments)],
  );
}
