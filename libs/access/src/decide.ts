import type { Principal, RouteNeed } from '#base/contracts';
import { Reach } from './reach.js';

/** What a request names by itself: a source, or a department of a region. */
export type Named =
  { readonly source: string } | { readonly region: string; readonly department: string | null };

/** Why somebody is turned away. */
export type Denial = 'unknown' | 'mustChange' | 'noRight' | 'notWhole' | 'foreign';

export type Decision =
  { readonly allowed: true; readonly reach: Reach } | { readonly allowed: false; readonly denial: Denial };

/** The sentence for whoever is turned away. */
export const denialSentences: Readonly<Record<Denial, string>> = {
  unknown: '请先登录，或在 Authorization 头中给出有效的令牌。',
  mustChange: '首次登录须先修改口令。',
  noRight: '您的角色没有这项权限。',
  notWhole: '这里汇总全枢纽的数据，只对不限行政区划的账号开放。',
  foreign: '这不属于您的行政区划或部门。',
};

const denied = (denial: Denial): Decision => ({ allowed: false, denial });
const nowhere = new Reach({ region: '', department: '' });

/**
 * The one place that says who may ask what: the role's right, then how far it reaches. What is allowed comes with the reach by which the
 * answer must be narrowed.
 */
export function decide(
  principal: Principal | null,
  { right, reach: wanted }: RouteNeed,
  named: readonly Named[],
): Decision {
  if (right === 'anybody') return { allowed: true, reach: nowhere };
  if (principal === null) return denied('unknown');
  const reach = new Reach(principal.place);
  if (right === 'signedIn') return { allowed: true, reach };
  if (principal.mustChange) return denied('mustChange');
  if (!principal.rights.includes(right)) return denied('noRight');
  if (wanted === 'hub' && !reach.whole) return denied('notWhole');
  return named.every((each) => isInside(reach, each)) ? { allowed: true, reach } : denied('foreign');
}

function isInside(reach: Reach, named: Named): boolean {
  return 'source' in named ? reach.coversOwner(named.source) : reach.covers(named.region, named.department);
}
