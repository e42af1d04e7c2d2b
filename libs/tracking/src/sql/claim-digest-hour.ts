import type { DepartmentRef, Tx } from '#base/contracts';

/** Takes the department's one digest of the hour; false when it had it already. */
export async function claimDigestHour(tx: Tx, to: DepartmentRef, hour: Date): Promise<boolean> {
  const { rowCount } = await tx.query(
    `insert into feedback.reminder_hour as held (region, department, hour, digested)
     values ($1, $2, $3, true)
         on conflict (region, department, hour) do update set digested = true where not held.digested`,
    [to.region, to.department, hour],
  );
  return rowCount === 1;
}
