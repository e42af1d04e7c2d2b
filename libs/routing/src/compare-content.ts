import type { Change, DecisionContent } from './decision-body.js';

type Leaves = ReadonlyMap<string, string>;

/** Wording of the policy, not of the case: a renamed item is no correction of a licence. */
const policyWords = new Set([
  'item.name',
  'item.nationalCatalogCode',
  'item.localCatalogCode',
  'item.editorialCode',
]);

/**
 * What a department that was told `earlier` has to be told now that the truth is `now`; null when nothing it was told has changed.
 * A value that was unknown and is known now is no correction; a value outside the new profile is not compared.
 */
export function changeSince(
  earlier: Readonly<Record<string, unknown>>,
  now: DecisionContent,
): Exclude<Change, 'granted' | 'voided'> | null {
  const before = leavesOf(earlier);
  const after = leavesOf(now, '', true);
  const moved = (path: string): boolean =>
    before.has(path) && after.has(path) && before.get(path) !== after.get(path);
  const changed = [...after.keys()].filter((path) => !policyWords.has(path) && moved(path));
  if (changed.length === 0) return null;
  const newLicence = moved('licence.number') && after.get('licence.number') !== absent;
  return newLicence || newDecision(before, after, moved) ? 'reissued' : 'corrected';
}

/** A later decision under another document number is a new decision; either of them alone is a slip put right. */
function newDecision(before: Leaves, after: Leaves, moved: (path: string) => boolean): boolean {
  const day = (leaves: Leaves): string => (leaves.get('decision.decidedAt') ?? '').slice(0, 10);
  return (
    moved('decision.approvalNumber') &&
    after.get('decision.approvalNumber') !== absent &&
    day(after) > day(before)
  );
}

const absent = '';

/** Values by path. Unknown ones are left out, or with `withAbsent` kept as the empty text. */
function leavesOf(value: object, prefix = '', withAbsent = false): Leaves {
  const leaves = new Map<string, string>();
  for (const [name, held] of Object.entries(value)) {
    const path = `${prefix}${name}`;
    if (isObject(held))
      for (const [inner, text] of leavesOf(held, `${path}.`, withAbsent)) leaves.set(inner, text);
    else if (typeof held === 'string') leaves.set(path, held);
    else if (withAbsent) leaves.set(path, absent);
  }
  return leaves;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
