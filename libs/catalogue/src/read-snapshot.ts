import { HubError, type CalendarData, type PolicySnapshot, type Queryable } from '#base/contracts';
import { editionName } from './load-policy.js';
import { openSnapshot } from './snapshot.js';
import { readPolicy, type PolicyRow } from './sql/read-policy.js';

/** One edition of the policy in memory, with the calendar that belongs to it. */
export interface PolicyEdition {
  readonly snapshot: PolicySnapshot;
  readonly calendar: CalendarData;
}

/** Reads the newest edition. Throws HUB_POLICY_INVALID when none was ever loaded. */
export async function readPolicyEdition(queryable: Queryable): Promise<PolicyEdition> {
  const row = await readPolicy(queryable);
  if (row === null) throw notLoaded();
  return { snapshot: toSnapshot(row), calendar: row.calendar };
}

/** The fault of a hub that was started before its policy was loaded. */
export function notLoaded(): HubError {
  return new HubError('HUB_POLICY_INVALID', '枢纽还没有装载政策配置，请先运行 hub setup。');
}

function toSnapshot(row: PolicyRow): PolicySnapshot {
  return openSnapshot({
    version: editionName(row),
    departments: row.departments,
    items: row.items,
    transfers: row.transfers,
    boundaries: row.boundaries,
    clauses: row.clauses.filter((clause) => clause.current),
    retired: row.clauses.filter((clause) => !clause.current),
  });
}
