import type { Queryable } from '#base/contracts';

/** Whether the policy knows a department. */
export async function hasDepartment(
  database: Queryable,
  region: string,
  department: string,
): Promise<boolean> {
  const { rows } = await database.query(
    'select 1 from policy.department where region = $1 and department = $2',
    [region, department],
  );
  return rows.length > 0;
}
