import { departmentName } from '#base/contracts';
import type { ListKind } from '../policy-content.js';
import type { ListFinding } from './list-finding.js';
import { excused, exercised, type CheckedLists, type RegionList } from './region-lists.js';

/** Items on which the counties of a city go different ways without saying why. */
export function regionsDisagree(lists: CheckedLists): readonly ListFinding[] {
  const { today } = lists.input;
  const cities = Map.groupBy(
    lists.regions.filter(({ level }) => level === 'county'),
    ({ region }) => `${region.slice(0, 4)}00`,
  );
  return [...cities].flatMap(([city, counties]) => {
    const items = new Set(counties.flatMap(({ runs }) => [...runs.keys()]));
    return [...items].flatMap((item) => {
      const without = counties.filter((list) => !exercised(list, item, today) && !excused(list, item));
      const having = counties.filter((list) => exercised(list, item, today));
      if (without.length === 0 || having.length === 0) return [];
      const named = (some: readonly RegionList[]): string =>
        some.map(({ region }) => lists.place(region)).join('、');
      const sentence = `${lists.name(item)}在市内做法不一：${named(having)}已划转，${named(without)}未划转也无允许的理由，请由市政府统一研究确定。`;
      return [{ check: 'regions-disagree', weight: 'finding', region: city, item, sentence } as const];
    });
  });
}

/** Items that two bureaus exercise: at a level the guidance does not give them, under one task code, or under another body's code. */
export function twoBureaus(lists: CheckedLists): readonly ListFinding[] {
  return [...twoLevels(lists), ...sharedTaskCodes(lists), ...strangeTaskCodes(lists)];
}

function twoLevels(lists: CheckedLists): readonly ListFinding[] {
  const { today } = lists.input;
  const regions = new Map(lists.regions.map((list) => [list.region, list]));
  return lists.regions
    .filter(({ level }) => level === 'county')
    .flatMap((county) => {
      const city = regions.get(`${county.region.slice(0, 4)}00`);
      if (city === undefined) return [];
      return [...county.runs.keys()]
        .filter((item) => exercised(county, item, today) && exercised(city, item, today))
        .filter((item) => county.guidance.get(item)?.levels.includes('county') === false)
        .map((item) =>
          both(
            county.region,
            item,
            `${lists.name(item)}按指导目录只在市级实施，${lists.place(city.region)}与${lists.place(county.region)}的清单却都列入，请保留实际实施层级的一家。`,
          ),
        );
    });
}

function sharedTaskCodes(lists: CheckedLists): readonly ListFinding[] {
  const owners = new Map<string, string>();
  return lists.input.content.transfers.flatMap(({ region, item, codes }) =>
    Object.values(codes).flatMap((code) => {
      const owner = owners.get(code) ?? region;
      owners.set(code, owner);
      if (owner === region) return [];
      return [
        both(
          region,
          item,
          `${lists.name(item)}的实施编码 ${code} 同时出现在 ${lists.place(owner)} 与 ${lists.place(region)} 的清单中，请更正其中一个。`,
        ),
      ];
    }),
  );
}

const usccLength = 18;
const taskCodeLength = 31;

/** A task code begins with the code of the body that exercises the item (domain §3). */
function strangeTaskCodes(lists: CheckedLists): readonly ListFinding[] {
  const { departments, transfers } = lists.input.content;
  const bodies = new Map(departments.map((department) => [department.uscc, department]));
  return transfers.flatMap(({ region, item, codes }) =>
    Object.values(codes).flatMap((code) => {
      const body = code.length === taskCodeLength ? bodies.get(code.slice(0, usccLength)) : undefined;
      if (body === undefined || (body.role === 'approval' && body.region === region)) return [];
      return [
        both(
          region,
          item,
          `${lists.name(item)}列入${lists.place(region)}的清单，实施编码 ${code} 却属于${body.name}，请核对由谁实施。`,
        ),
      ];
    }),
  );
}

function both(region: string, item: string, sentence: string): ListFinding {
  return { check: 'two-bureaus', weight: 'finding', region, item, sentence };
}

const titles: Readonly<Record<ListKind, string>> = {
  'guidance-catalogue': '指导目录',
  'transfer-list': '划转清单',
  'boundary-list': '职责边界清单',
};

/** Lists whose entries changed under a version that was published with other entries. */
export function unpublishedChanges(lists: CheckedLists): readonly ListFinding[] {
  return lists.input.published
    .filter(({ changed }) => changed)
    .map(({ kind, region, version, publishedOn }) => ({
      check: 'unpublished-change',
      weight: 'finding',
      region,
      item: null,
      sentence: `${lists.place(region)}的${titles[kind]}（${version} 版，${publishedOn ?? '未公布'}）内容有调整而没有另行公布，请公布新版并在 10 日内备案。`,
    }));
}

/** Transferred items without a boundary entry, and clauses that tell a department the boundary does not make a supervisor. */
export function boundaries(lists: CheckedLists): readonly ListFinding[] {
  return [...boundaryMissing(lists), ...boundaryDisagrees(lists)];
}

function boundaryMissing(lists: CheckedLists): readonly ListFinding[] {
  const { content, today } = lists.input;
  const listed = new Set(
    content.boundaries
      .filter(({ validFrom, validTo }) => validFrom <= today && (validTo === null || today <= validTo))
      .map(({ region, item }) => `${region} ${item}`),
  );
  const drawn = new Set(
    content.lists.filter(({ kind }) => kind === 'boundary-list').map(({ region }) => region),
  );
  return lists.regions
    .filter(({ head }) => drawn.has(head.region))
    .flatMap((list) =>
      [...list.runs.keys()]
        .filter((item) => exercised(list, item, today) && !listed.has(`${list.region} ${item}`))
        .map((item) => ({
          check: 'boundary-missing',
          weight: 'finding',
          region: list.region,
          item,
          sentence: `${lists.place(list.region)}：${lists.name(item)}已划转，职责边界清单没有列明谁监管、谁执法，请补充。`,
        })),
    );
}

function boundaryDisagrees(lists: CheckedLists): readonly ListFinding[] {
  const { content, today } = lists.input;
  const drawn = Map.groupBy(content.boundaries, ({ region, item }) => `${region} ${item}`);
  const seen = new Set<string>();
  return content.clauses.flatMap((clause) => {
    if (clause.direction !== 'approval-to-supervision' || clause.validFrom > today) return [];
    if (clause.validTo !== null && clause.validTo < today) return [];
    const entries = drawn.get(`${clause.region} ${clause.item}`) ?? [];
    if (entries.length === 0) return [];
    const named = new Set(
      entries.flatMap((entry) => [...entry.supervises, ...entry.enforces]).map(departmentName),
    );
    return clause.targets.map(departmentName).flatMap((target) => {
      const key = `${clause.region} ${clause.item} ${target}`;
      if (named.has(target) || seen.has(key)) return [];
      seen.add(key);
      const sentence = `条款 ${clause.id} 向 ${target} 推送${lists.name(clause.item)}，职责边界清单中它既不监管也不执法，请统一两份文件。`;
      return [
        {
          check: 'boundary-disagrees',
          weight: 'finding',
          region: clause.region,
          item: clause.item,
          sentence,
        } as const,
      ];
    });
  });
}
