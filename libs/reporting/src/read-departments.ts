import { departmentEntity } from './entities/department.entity.js';
import type { ReportStore } from './report-store.js';
import { countDeliveries, type DeliveryCount } from './sql/count-deliveries.js';

/** A department and what it was told: how much it has received, claimed, answered, and how much it owes too late. */
export interface DepartmentStatus extends DeliveryCount {
  readonly name: string;
  readonly role: string;
}

const nothingYet = {
  messages: 0,
  delivered: 0,
  received: 0,
  claimed: 0,
  answered: 0,
  returned: 0,
  open: 0,
  overdue: 0,
  yellow: 0,
  red: 0,
  withoutCalendar: 0,
};

/** Every department of the policy with its deliveries; one that is no longer in the policy shows by its code. */
export async function readDepartments({
  database,
  plane,
}: ReportStore): Promise<readonly DepartmentStatus[]> {
  const departments = await plane.use((manager) =>
    manager.find(departmentEntity, {
      select: { region: true, department: true, name: true, role: true },
      where: { current: true },
      order: { region: 'asc', department: 'asc' },
    }),
  );
  const counts = await countDeliveries(database);
  const same = (a: Place, b: Place): boolean => a.region === b.region && a.department === b.department;
  const known = departments.map((each) => ({
    ...nothingYet,
    ...counts.find((count) => same(count, each)),
    ...each,
  }));
  const gone = counts
    .filter((count) => !departments.some((each) => same(count, each)))
    .map((count) => ({ ...count, name: `${count.region}.${count.department}`, role: 'supervision' }));
  return [...known, ...gone];
}

interface Place {
  readonly region: string;
  readonly department: string;
}
