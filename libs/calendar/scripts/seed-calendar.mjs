// Prints the national calendar as YAML from the chinese-days package (a development dependency). Run once a year, after the
// State Council's notice, check the new year by eye against the notice, and commit the output; nothing at run time reads the package.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const [, , publishedUntil, version] = process.argv;
if (publishedUntil === undefined || version === undefined) {
  process.stderr.write('usage: node seed-calendar.mjs <published until, YYYY-MM-DD> <version>\n');
  process.exit(2);
}
const entry = createRequire(import.meta.url).resolve('chinese-days');
const { holidays, workdays } = JSON.parse(readFileSync(join(dirname(entry), 'chinese-days.json'), 'utf8'));

const next = (day) => new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

function ofYear(days, year) {
  const runs = [];
  for (const day of Object.keys(days).sort()) {
    if (!day.startsWith(year)) continue;
    const run = runs.at(-1);
    if (run !== undefined && next(run.to) === day) run.to = day;
    else runs.push({ from: day, to: day });
  }
  return runs
    .map(({ from, to }) => (from === to ? from.slice(5) : `${from.slice(5)}..${to.slice(5)}`))
    .join(', ');
}

const lastYear = Number(publishedUntil.slice(0, 4));
const years = Array.from({ length: lastYear - 2003 }, (_, index) => String(2004 + index));
const lines = [
  '# 全国工作日历：国务院办公厅历年节假日安排通知。off 为放假日（含首尾的区间写作 起..止），work 为调休上班的周末；其余周一至周五为工作日。',
  '# publishedUntil 之后没有官方安排，按工作日计算的时限显示为“尚无官方日历”，不做推测。',
  '# 新一年的通知发布后：补充该年，推后 publishedUntil，修改 version。',
  'document: calendar',
  `version: ${version}`,
  'publishedFrom: 2004-01-01',
  `publishedUntil: ${publishedUntil}`,
  "# 地区调整，例如：{ region: '370881', off: [2026-09-28], work: [2026-09-26] }",
  'regions: []',
  'years:',
  ...years.flatMap((year) => [
    `  '${year}':`,
    `    off: [${ofYear(holidays, year)}]`,
    `    work: [${ofYear(workdays, year)}]`,
  ]),
];
process.stdout.write(`${lines.join('\n')}\n`);
