import { departmentName, HubError, type CalendarData, type DepartmentRef } from '#base/contracts';
import { usccValid } from '#base/model';
import { isDay } from './day-runs.js';
import type { ClauseEntry, PolicyContent } from './policy-content.js';

/** Refuses content that contradicts itself: what one document names, another must define, and no rule may be said twice. */
export function checkPolicy(content: PolicyContent): void {
  checkDepartments(content);
  checkItems(content);
  checkLists(content);
  checkClauses(content);
  checkCalendar(content.calendar);
}

function refuse(sentence: string, subject: string): never {
  throw new HubError('HUB_POLICY_INVALID', `${sentence}，请修改政策文件后重新装载。`, { subject });
}

function refuseRepeats(names: readonly string[], what: string): void {
  const seen = new Set<string>();
  for (const name of names) {
    if (seen.has(name)) refuse(`${what} ${name} 重复出现`, name);
    seen.add(name);
  }
}

function checkDepartments({ departments }: PolicyContent): void {
  refuseRepeats(departments.map(departmentName), '部门');
  refuseRepeats(
    departments.map((department) => department.uscc),
    '统一社会信用代码',
  );
  refuseRepeats(
    departments.filter((department) => department.role === 'approval').map((department) => department.region),
    '行政审批服务局所在区划',
  );
  const wrong = departments.find((department) => !usccValid(department.uscc));
  if (wrong !== undefined) refuse(`${wrong.name}的统一社会信用代码校验未通过`, departmentName(wrong));
}

function checkItems({ items }: PolicyContent): void {
  refuseRepeats(
    items.map((item) => item.code),
    '事项',
  );
  const codes = new Set<string>(items.map((item) => item.code));
  const owners = new Map<string, string>();
  for (const item of items) {
    const stranger = item.linked.find((code) => !codes.has(code));
    if (stranger !== undefined) refuse(`事项 ${item.code} 的关联事项 ${stranger} 不在目录内`, stranger);
    for (const { code } of item.aliases) {
      const owner = owners.get(code) ?? item.code;
      if (owner !== item.code) refuse(`编码 ${code} 同时属于事项 ${owner} 和 ${item.code}`, code);
      owners.set(code, item.code);
    }
  }
}

function checkLists({ items, transfers, retained }: PolicyContent): void {
  const codes = new Set<string>(items.map((item) => item.code));
  const listed = [...transfers, ...retained];
  const stranger = listed.find((entry) => !codes.has(entry.item));
  if (stranger !== undefined) refuse(`划转清单中的事项 ${stranger.item} 不在目录内`, stranger.item);
  refuseRepeats(
    listed.map((entry) => `${entry.region} ${entry.item}`),
    '划转清单中的事项',
  );
  const backward = transfers.find((entry) => entry.validTo !== null && entry.validTo < entry.validFrom);
  if (backward !== undefined) refuse(`事项 ${backward.item} 的划转止期早于起期`, backward.item);
}

function checkClauses({ departments, items, memoranda, clauses }: PolicyContent): void {
  refuseRepeats(
    memoranda.map((memorandum) => memorandum.id),
    '备忘录',
  );
  refuseRepeats(
    clauses.map((clause) => `${clause.id}（第 ${clause.version} 版）`),
    '条款',
  );
  const codes = new Set<string>(items.map((item) => item.code));
  const known = new Set(departments.map(departmentName));
  for (const clause of clauses) {
    const approval: DepartmentRef = { region: clause.region, department: clause.from };
    const stranger = [approval, clause.to].map(departmentName).find((name) => !known.has(name));
    if (stranger !== undefined) refuse(`条款 ${clause.id} 所指部门 ${stranger} 没有登记`, clause.id);
    if (!codes.has(clause.item)) refuse(`条款 ${clause.id} 的事项 ${clause.item} 不在目录内`, clause.id);
    checkTerms(clause);
  }
  checkOverlaps(clauses);
}

function checkTerms(clause: ClauseEntry): void {
  if (clause.validTo !== null && clause.validTo < clause.validFrom)
    refuse(`条款 ${clause.id} 的止期早于起期`, clause.id);
  if (!clause.receipts.includes('received') && !clause.receipts.includes('claimed'))
    refuse(`条款 ${clause.id} 既不要求签收也不要求认领`, clause.id);
  if (clause.receipts.includes('answered') && clause.answerWithin === null)
    refuse(`条款 ${clause.id} 要求反馈却没有反馈时限`, clause.id);
}

function checkOverlaps(clauses: readonly ClauseEntry[]): void {
  const rules = new Map<string, ClauseEntry[]>();
  for (const clause of clauses) {
    const rule = [clause.kind, clause.region, clause.item, departmentName(clause.to)].join(' ');
    const others = rules.get(rule) ?? [];
    const twin = others.find((other) => other.id !== clause.id && overlap(other, clause));
    if (twin !== undefined)
      refuse(`条款 ${twin.id} 与 ${clause.id} 在同一时期对同一部门规定同一事项`, clause.id);
    rules.set(rule, [...others, clause]);
  }
}

function overlap(one: ClauseEntry, other: ClauseEntry): boolean {
  return (
    (one.validTo === null || one.validTo >= other.validFrom) &&
    (other.validTo === null || other.validTo >= one.validFrom)
  );
}

function checkCalendar(calendar: CalendarData): void {
  const from = Number(calendar.publishedFrom.slice(0, 4));
  const until = Number(calendar.publishedUntil.slice(0, 4));
  const years = new Set(calendar.years.map((year) => year.year));
  for (let year = from; year <= until; year += 1)
    if (!years.has(year)) refuse(`工作日历 ${calendar.version} 缺少 ${year} 年`, String(year));
  const days = [...calendar.years, ...calendar.regions].flatMap((part) => [...part.off, ...part.work]);
  const wrong = days.find(
    (day) => !isDay(day) || day < calendar.publishedFrom || day > calendar.publishedUntil,
  );
  if (wrong !== undefined) refuse(`工作日历 ${calendar.version} 中的 ${wrong} 不是公布期内的日期`, wrong);
}
