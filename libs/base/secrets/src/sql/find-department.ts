import type { DepartmentRef, Queryable } from '#base/contracts';

/** Whether the policy knows the department. */
export async function findDepartment(database: Queryable, ref: DepartmentRef): Promise<boolean> {
  const { rowCount } = await database.query(
    'select from policy.department where region = $1 and department = $2',
    [ref.region, ref.department],
  );
  return rowCount > 0;
}
