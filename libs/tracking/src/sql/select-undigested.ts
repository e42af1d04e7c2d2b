import type { DepartmentRef, Tx } from '#base/contracts';

/** Departments with steps that wait for a digest; none while a deadline is still to be looked at, by whatever sweeper. */
export async function selectUndigested(tx: Tx, now: Date): Promise<readonly DepartmentRef[]> {
  const { rows } = await tx.query<DepartmentRef>(
    `select distinct region, department
       from feedback.digest_entry
      where digest is null
        and not exists (select from feedback.deadline
                         where met_at is null and state in ('open', 'missed') and next_at <= $1)
      order by region, department`,
    [now],
  );
  return rows;
}
