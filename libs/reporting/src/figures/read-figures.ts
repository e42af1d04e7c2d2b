import type { Queryable } from '#base/contracts';
import { countFigures, groupings, type FigureCount, type Grouping } from '../sql/count-figures.js';
import type { FigureFilter } from './figure-filter.js';
import { figureNames, type FigureName } from './figure-list.js';

/** How long something took, in elapsed hours from the push (not working time), over what is done. */
export interface Took {
  readonly median: number;
  readonly p90: number;
}

/** One group with all its figures; the parts it was not grouped by are null. */
export interface FigureLine extends Readonly<Record<Grouping, string | null>> {
  readonly departmentName: string | null;
  readonly itemName: string | null;
  readonly counts: Readonly<Record<FigureName, number>>;
  /** 按时 / (按时 + 曾逾期), 0 to 1; null while nothing is decided. */
  readonly onTimeShare: number | null;
  readonly supportOnTimeShare: number | null;
  readonly readShare: number | null;
  readonly toClaim: Took | null;
  readonly toAnswer: Took | null;
}

/** The figures of every group, in the order of the groups. */
export async function readFigures(
  database: Queryable,
  filter: FigureFilter,
  by: readonly Grouping[],
): Promise<readonly FigureLine[]> {
  const [lines] = await readFigureWays(database, filter, [by]);
  return lines ?? [];
}

/** The same grouped in several ways; without a group it is everything the filter lets through, as one line. */
export async function readFigureWays(
  database: Queryable,
  filter: FigureFilter,
  ways: readonly (readonly Grouping[])[],
): Promise<readonly (readonly FigureLine[])[]> {
  const counted = await countFigures(database, filter, ways);
  return counted.map((counts, at) => {
    if (ways[at]?.length === 0) return [lineOf(counts)];
    const groups = Map.groupBy(counts, (count) => JSON.stringify(groupings.map((group) => count[group])));
    return [...groups.values()].map(lineOf);
  });
}

/** The figures of everything the filter lets through, as one line. */
export async function readTotal(database: Queryable, filter: FigureFilter): Promise<FigureLine> {
  const [counts] = await countFigures(database, filter, [[]]);
  return lineOf(counts ?? []);
}

function lineOf(counts: readonly FigureCount[]): FigureLine {
  const [first] = counts;
  const of = (name: FigureName): number => counts.find(({ figure }) => figure === name)?.count ?? 0;
  const none = { region: null, department: null, item: null, kind: null, month: null, day: null };
  const { region, department, item, kind, month, day } = first ?? none;
  return {
    region,
    department,
    item,
    kind,
    month,
    day,
    departmentName: first?.departmentName ?? null,
    itemName: first?.itemName ?? null,
    counts: Object.fromEntries(figureNames.map((name) => [name, of(name)])) as Record<FigureName, number>,
    onTimeShare: share(of('onTime'), of('onTime') + of('late')),
    supportOnTimeShare: share(of('supportOnTime'), of('supportOnTime') + of('supportLate')),
    readShare: share(of('documentsRead'), of('documents')),
    toClaim: took(counts, 'claimed'),
    toAnswer: took(counts, 'answered'),
  };
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

function took(counts: readonly FigureCount[], name: FigureName): Took | null {
  const found = counts.find(({ figure }) => figure === name);
  if (found === undefined || found.medianHours === null || found.p90Hours === null) return null;
  return { median: found.medianHours, p90: found.p90Hours };
}
