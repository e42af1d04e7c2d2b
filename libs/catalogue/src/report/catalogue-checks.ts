import type { ListFinding } from './list-finding.js';
import { excused, exercised, type CheckedLists, type RegionList } from './region-lists.js';

/** Items that the guidance catalogue asks of the region's level and the region neither transferred nor excused. */
export function notTransferred(lists: CheckedLists, list: RegionList): readonly ListFinding[] {
  const { today } = lists.input;
  return [...list.guidance.values()]
    .filter(
      ({ item, levels }) =>
        levels.includes(list.level) && !exercised(list, item, today) && !excused(list, item),
    )
    .map(({ item }) => {
      const stated = list.retained.get(item);
      const why =
        stated === undefined
          ? '清单既未划转也未说明理由'
          : `清单所列理由“${stated.reason}”不属于“没有相关职责权限”或“在其他层级实施”`;
      return {
        check: 'not-transferred',
        weight: 'finding',
        region: list.region,
        item,
        sentence: `${lists.place(list.region)}：指导目录中的${lists.name(item)}${why}，请划转，或以允许的两种理由列明。`,
      };
    });
}

/** Items outside the guidance catalogue: allowed as an own choice when the list says so. */
export function ownChoices(lists: CheckedLists, list: RegionList): readonly ListFinding[] {
  if (list.guidance.size === 0) return [];
  return [...list.runs.values()].flatMap(([entry]) => {
    if (entry === undefined || list.guidance.has(entry.item)) return [];
    const said = entry.ownChoice;
    const what = said
      ? '在指导目录之外，清单注明为自选动作。'
      : '在指导目录之外而未注明自选动作，请注明或移出清单。';
    return [
      {
        check: 'own-choice',
        weight: said ? 'note' : 'finding',
        region: list.region,
        item: entry.item,
        sentence: `${lists.place(list.region)}：${lists.name(entry.item)}${what}`,
      },
    ];
  });
}

/** Linked items (一链办理) that stayed behind when an item was transferred. */
export function linkedLeftBehind(lists: CheckedLists, list: RegionList): readonly ListFinding[] {
  const { content, today } = lists.input;
  return content.items
    .filter(({ code, linked }) => linked.length > 0 && exercised(list, code, today))
    .flatMap(({ code, linked }) =>
      linked
        .filter((other) => !exercised(list, other, today) && !excused(list, other))
        .filter((other) => list.guidance.get(other)?.levels.includes(list.level) !== false)
        .map((other) => ({
          check: 'linked-left-behind',
          weight: 'finding',
          region: list.region,
          item: other,
          sentence: `${lists.place(list.region)}：${lists.name(code)}已划转，其关联事项“${lists.names.get(other) ?? other}”没有一并划转，请按“一链办理”补划并在清单中列明。`,
        })),
    );
}

/** Days between two runs of an item on which nobody's list has it. */
export function datedGaps(lists: CheckedLists, list: RegionList): readonly ListFinding[] {
  return [...list.runs.values()].flatMap((runs) =>
    runs.slice(1).flatMap((run, at) => {
      const gap = gapBetween(runs[at]?.validTo ?? null, run.validFrom);
      return gap === null
        ? []
        : [
            {
              check: 'dated-gap' as const,
              weight: 'finding' as const,
              region: list.region,
              item: run.item,
              sentence: `${lists.place(list.region)}：${lists.name(run.item)}在 ${gap} 期间不在清单内，请补齐起止日期。`,
            },
          ];
    }),
  );
}

const dayMs = 86_400_000;

/** `first 至 last` of the days between an end and the next beginning; null when there are none. */
export function gapBetween(end: string | null, next: string): string | null {
  if (end === null) return null;
  const dayAt = (day: string, shift: number): string =>
    new Date(Date.parse(`${day}T00:00:00Z`) + shift * dayMs).toISOString().slice(0, 10);
  const first = dayAt(end, 1);
  return first < next ? `${first} 至 ${dayAt(next, -1)}` : null;
}

const filingDays = 10;

/** Lists not filed with the province within ten days of their publication, or not published at all. */
export function filing(lists: CheckedLists, list: RegionList): readonly ListFinding[] {
  const { title, publishedOn, filedOn } = list.head;
  const say = (check: ListFinding['check'], sentence: string): readonly ListFinding[] => [
    { check, weight: 'finding', region: list.region, item: null, sentence: `《${title}》${sentence}` },
  ];
  if (publishedOn === null) return say('unpublished-change', '尚未向社会公布，请公布后填写公布日期。');
  const due = new Date(Date.parse(`${publishedOn}T00:00:00Z`) + filingDays * dayMs)
    .toISOString()
    .slice(0, 10);
  if (filedOn === null)
    return lists.input.today > due
      ? say('filing-overdue', `于 ${publishedOn} 公布，应于 ${due} 前报省政府备案，至今未备案。`)
      : [];
  return filedOn > due
    ? say('filing-overdue', `于 ${publishedOn} 公布，应于 ${due} 前备案，实际备案于 ${filedOn}。`)
    : [];
}
