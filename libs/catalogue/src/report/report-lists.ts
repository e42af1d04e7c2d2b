import type { Clock, Queryable } from '#base/contracts';
import { readEditionContent } from '../read-edition-content.js';
import { readPublishedLists } from '../sql/read-published-lists.js';
import { checkLists } from './check-lists.js';
import type { ListFinding } from './list-finding.js';

/** The list report of the newest edition. */
export interface ListReport {
  readonly version: string;
  readonly today: string;
  readonly findings: readonly ListFinding[];
}

const beijingOffsetMs = 8 * 3_600_000;

/** The Beijing day of the clock. */
export function beijingToday(clock: Clock): string {
  return new Date(clock.now().getTime() + beijingOffsetMs).toISOString().slice(0, 10);
}

/** Checks the lists of the newest edition as of today. */
export async function reportLists(queryable: Queryable, clock: Clock): Promise<ListReport> {
  const { version, content } = await readEditionContent(queryable);
  const published = await readPublishedLists(queryable);
  const today = beijingToday(clock);
  return { version, today, findings: checkLists({ content, published, today }) };
}
