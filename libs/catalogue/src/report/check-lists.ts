import { boundaries, regionsDisagree, twoBureaus, unpublishedChanges } from './across-regions.js';
import { datedGaps, filing, linkedLeftBehind, notTransferred, ownChoices } from './catalogue-checks.js';
import { clauseGaps } from './clause-gaps.js';
import type { ListCheckInput, ListFinding } from './list-finding.js';
import { indexLists } from './region-lists.js';

/**
 * Compares the lists with the guidance catalogue, with one another, with the boundaries and with the calendar. Pure; every finding says in a
 * sentence what is wrong and what to do. By region, then by item.
 */
export function checkLists(input: ListCheckInput): readonly ListFinding[] {
  const lists = indexLists(input);
  const perRegion = lists.regions.flatMap((list) => [
    ...notTransferred(lists, list),
    ...ownChoices(lists, list),
    ...linkedLeftBehind(lists, list),
    ...datedGaps(lists, list),
    ...filing(lists, list),
  ]);
  const across = [
    ...regionsDisagree(lists),
    ...twoBureaus(lists),
    ...unpublishedChanges(lists),
    ...boundaries(lists),
    ...clauseGaps(lists),
  ];
  return [...perRegion, ...across].toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
}

function keyOf({ region, check, item }: ListFinding): string {
  return `${region} ${check} ${item ?? ''}`;
}
