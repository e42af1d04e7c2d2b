import { departmentName } from '#base/contracts';
import { usccValid } from '#base/model';
import type { DepartmentEntry, PolicyContent } from '../policy-content.js';
import { problem, repeated, type PolicyProblem } from './policy-problem.js';

/** Departments that are named twice, share a code or a bureau's seat, carry a wrong check digit, or name liaisons of unknown items or two of one. */
export function departmentProblems({ departments, items }: PolicyContent): readonly PolicyProblem[] {
  const known = new Set<string>(items.map(({ code }) => code));
  const bureaus = departments.filter(({ role }) => role === 'approval');
  const twice = (keys: readonly string[], what: string): readonly PolicyProblem[] =>
    repeated(keys).map((key) => problem('department', key, 'department', `${what} ${key} 重复出现`));
  return [
    ...twice(departments.map(departmentName), '部门'),
    ...twice(
      departments.map(({ uscc }) => uscc),
      '统一社会信用代码',
    ),
    ...twice(
      bureaus.map(({ region }) => region),
      '行政审批服务局所在区划',
    ),
    ...departments.flatMap((one) => liaisonProblems(one, known)),
    ...departments
      .filter(({ uscc }) => !usccValid(uscc))
      .map((wrong) =>
        problem('department', departmentName(wrong), 'uscc', `${wrong.name}的统一社会信用代码校验未通过`),
      ),
  ];
}

function liaisonProblems(one: DepartmentEntry, known: ReadonlySet<string>): readonly PolicyProblem[] {
  const named = one.liaisons.flatMap(({ items }) => items);
  const say = (sentence: string): PolicyProblem =>
    problem('department', departmentName(one), 'liaisons', `${one.name}的联络员${sentence}`);
  return [
    ...named.filter((item) => !known.has(item)).map((item) => say(`所管事项 ${item} 不在目录内`)),
    ...repeated(named).map((item) => say(`在事项 ${item} 上写了两次`)),
  ];
}

/** Items that are defined twice, link to nothing, or share a code with another item. */
export function itemProblems({ items }: PolicyContent): readonly PolicyProblem[] {
  const codes = new Set<string>(items.map((item) => item.code));
  const problems = repeated(items.map((item) => item.code)).map((code) =>
    problem('item', code, 'code', `事项 ${code} 重复出现`),
  );
  const owners = new Map<string, string>();
  for (const item of items) {
    for (const stranger of item.linked.filter((code) => !codes.has(code)))
      problems.push(
        problem('item', item.code, 'linked', `事项 ${item.code} 的关联事项 ${stranger} 不在目录内`),
      );
    for (const { code, system } of item.aliases) {
      const owner = owners.get(code) ?? item.code;
      if (owner !== item.code)
        problems.push(
          problem('item', item.code, system, `编码 ${code} 同时属于事项 ${owner} 和 ${item.code}`),
        );
      owners.set(code, item.code);
    }
  }
  return problems;
}
