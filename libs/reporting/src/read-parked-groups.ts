import { departmentEntity, type PolicyDepartment } from './entities/department.entity.js';
import { ownerOf, type OwnerRole } from './owner-of.js';
import { groupName } from './parked-group.js';
import { openStates, type ParkedSelection } from './parked-selection.js';
import type { ReportStore } from './report-store.js';
import { groupParked, type ParkedTally } from './sql/group-parked.js';

/** Who must act, by role, and which department that is; operators belong to none. */
export interface ParkedOwner {
  readonly role: OwnerRole;
  readonly department: string | null;
  readonly name: string | null;
}

/** Records that failed alike, under the name by which they are released together. */
export interface ParkedGroup extends ParkedTally {
  readonly group: string;
  readonly owner: ParkedOwner;
}

/** Everything open by what is wrong with it, with a sample and who must act; the largest groups first. */
export async function readParkedGroups(
  store: ReportStore,
  source: string | null = null,
  within: string | null = null,
): Promise<readonly ParkedGroup[]> {
  const departments = await store.plane.use((manager) =>
    manager.find(departmentEntity, { where: { current: true } }),
  );
  const tallies = await groupParked(store.database, source, within);
  return tallies.map((tally) => ({
    group: groupName(tally),
    ...tally,
    owner: ownerIn(departments, tally),
  }));
}

/** What a group's name stands for, as a selection of open records; null when nothing open has that name. */
export async function groupSelection(store: ReportStore, name: string): Promise<ParkedSelection | null> {
  const found = (await groupParked(store.database, null)).find((tally) => groupName(tally) === name);
  if (found === undefined) return null;
  const { cause, code, source, stream, field } = found;
  return { cause, code, source, stream: stream ?? '', field: field ?? '', states: openStates };
}

function ownerIn(departments: readonly PolicyDepartment[], { code, source }: ParkedTally): ParkedOwner {
  const role = ownerOf(code);
  if (role === 'operators') return { role, department: null, name: null };
  const [region, department = ''] = source.split('.');
  const found = departments.find(
    (each) =>
      each.region === region && (role === 'approval' ? each.role === role : each.department === department),
  );
  if (found === undefined)
    return { role, department: role === 'approval' ? null : `${region}.${department}`, name: null };
  return { role, department: `${found.region}.${found.department}`, name: found.name };
}
