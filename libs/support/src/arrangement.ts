import type { Clause, DepartmentRef, ItemCode, PolicySnapshot, RegionCode } from '#base/contracts';
import { supportProcedures } from '#base/model';
import type { Procedure } from './procedures.js';

/** Who owes the support for an item, by its memorandum: main duty (主办), assisting duty (协办), and the clause that says until when. */
export interface Arrangement {
  readonly clause: Clause;
  readonly main: DepartmentRef;
  readonly assisting: readonly DepartmentRef[];
}

/**
 * The clause of kind `tech-support-request` in force for the item on that day: the one that names the procedure, else one that names
 * none. Its first target has the main duty, the others assist; its answer limit is the completion limit. Null where nothing is arranged.
 */
export function arrangementOf(
  policy: PolicySnapshot,
  region: RegionCode,
  item: ItemCode,
  procedure: Procedure,
  day: string,
): Arrangement | null {
  const clauses = policy.clauses('tech-support-request', region, item, day);
  const clause =
    clauses.find(({ support }) => support === supportProcedures[procedure]) ??
    clauses.find(({ support }) => support === null);
  const [main, ...assisting] = clause?.targets ?? [];
  return clause === undefined || main === undefined ? null : { clause, main, assisting };
}
