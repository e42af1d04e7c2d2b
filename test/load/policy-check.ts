import { checkLists } from '#libs/catalogue';
import { provinceContent } from '../support/province.js';
import { mustEqual, whole, type BenchLine } from './report.js';

const cities = 16;
const items = 800;
/** Per city: one item in a hundred is left out of the list. */
const expected = cities * (items / 100);

/** Checks the transfer lists of a whole province against its guidance catalogue. */
export async function benchPolicyCheck(): Promise<BenchLine> {
  const content = provinceContent(cities, items);
  const started = performance.now();
  const findings = checkLists({ content, published: [], today: '2026-11-25' });
  const ms = performance.now() - started;
  mustEqual('findings', findings.length, expected);
  return Promise.resolve({
    name: 'policy-check',
    figure: `${cities} cities × ${items} items in ${whole(ms)} ms`,
    target: 'under 5 s',
    baseline: 'none',
    verified: `${expected} items left out of the lists, ${findings.length} found`,
    processes: {},
  });
}
