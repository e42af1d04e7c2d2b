import type { DepartmentRef } from './ids.js';

/** Says that a department is not in the policy in force, and how a new one is taken in. */
export function unregisteredDepartment({ region, department }: DepartmentRef): string {
  const file = `config/departments/${region}/${department}/department.yaml`;
  return (
    `没有登记部门 ${region}.${department}。新部门请写好 ${file} 后执行 hub setup；现行政策经批准形成的，先 ` +
    `hub policy submit ${file} --by <报审人>，由另一人 hub policy approve <草案> --by <批准人>，再执行 hub setup。`
  );
}
