import type { Queryable } from '#base/contracts';
import { countDeliveries, type DeliveryCount } from './sql/count-deliveries.js';
import { selectDepartments } from './sql/select-departments.js';

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
  withoutCalendar: 0,
};

/** Every department of the policy with its deliveries; one that is no longer in the policy shows by its code. */
export async function readDepartments(database: Queryable): Promise<readonly DepartmentStatus[]> {
  const departments = await selectDepartments(database);
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
