import type { Queryable } from '#base/contracts';

export interface DepartmentRow {
  readonly region: string;
  readonly department: string;
  readonly name: string;
  readonly role: string;
}

export async function selectDepartments(database: Queryable): Promise<readonly DepartmentRow[]> {
  const { rows } = await database.query<DepartmentRow>(
    'select region, department, name, role from policy.department where current order by region, department',
  );
  return rows;
}
