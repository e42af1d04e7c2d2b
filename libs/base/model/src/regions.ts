import { dividedRegions, replacedRegions, shandong, type ReplacedRegion } from './region-table.js';

/** What a region code in source data stands for. */
export type RegionResolution =
  | { readonly known: true; readonly code: string; readonly replaced: ReplacedRegion | null }
  | { readonly known: false; readonly reason: string };

const names: ReadonlyMap<string, string> = new Map([
  ['370000', '山东省'],
  ...shandong.flatMap(([city, name, counties]): [string, string][] => [
    [city, name],
    ...counties
      .split(' ')
      .map((county): [string, string] => [city.slice(0, 4) + county.slice(0, 2), county.slice(2)]),
  ]),
]);
const replacedByOld: ReadonlyMap<string, ReplacedRegion> = new Map(
  replacedRegions.map((row) => [row.old, row]),
);
const answers = new Map<string, RegionResolution>();
const codeForm = /^\d{6}(?:\d{3}(?:\d{3})?)?$/;

/** Name of a current region of Shandong by its six-digit code, or null. */
export function regionName(code: string): string | null {
  return names.get(code) ?? null;
}

/** All current regions of Shandong: province, 16 cities, 136 counties and districts. @public */
export const regionCodes: readonly string[] = [...names.keys()];

/**
 * Resolves a six-, nine- or twelve-digit code to a current six-digit one through the dated table. The caller keeps the raw
 * code. Statistical development-zone codes (ending 7x) and divided regions are refused, with the reason in Chinese.
 */
export function resolveRegion(raw: string): RegionResolution {
  const known = answers.get(raw);
  if (known !== undefined) return known;
  const answer = resolve(raw);
  if (answer.known) answers.set(raw, answer);
  return answer;
}

function resolve(raw: string): RegionResolution {
  if (!codeForm.test(raw)) return { known: false, reason: '不是六位、九位或十二位数字' };
  const code = raw.slice(0, 6);
  if (names.has(code)) return { known: true, code, replaced: null };
  const replaced = replacedByOld.get(code);
  if (replaced !== undefined) return { known: true, code: replaced.now, replaced };
  const divided = dividedRegions.get(code);
  if (divided !== undefined)
    return { known: false, reason: `所指区划已分为 ${divided.join('、')}，须由部门指明` };
  if (code.charAt(4) === '7') return { known: false, reason: '是统计用开发区代码，不是行政区划代码' };
  return { known: false, reason: '不在山东省现行行政区划代码表内' };
}
