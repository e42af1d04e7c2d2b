import { HubError, roleTitles, type Place, type Queryable, type Role } from '#base/contracts';
import { hasDepartment } from './sql/has-department.js';

const ofDepartments: readonly Role[] = ['approval', 'supervision'];

/** Refuses a role at a place that does not fit it, or a department nobody knows. */
export async function checkPlace(
  database: Queryable,
  role: Role,
  { region, department }: Place,
): Promise<void> {
  const title = roleTitles[role];
  if (ofDepartments.includes(role) && department === null)
    throw refused(`“${title}”须指明部门（区划.部门）。`);
  if (!ofDepartments.includes(role) && department !== null)
    throw refused(`“${title}”不属于某个部门，至多限定行政区划。`);
  if (region !== null && department !== null && !(await hasDepartment(database, region, department)))
    throw refused(`政策里没有部门 ${region}.${department}，请先维护部门再授权。`);
}

/** The refusal of an act on accounts or tokens. */
export function refused(sentence: string): HubError {
  return new HubError('HUB_ACCESS_REFUSED', sentence);
}
