import { departmentName, type DepartmentRef } from '#base/contracts';
import type { ClauseEntry, PolicyContent } from '../policy-content.js';
import { backward, overlap, problem, repeated, type PolicyProblem } from './policy-problem.js';

/** The key of a clause: its id and version. */
export function clauseKey({ id, version }: Pick<ClauseEntry, 'id' | 'version'>): string {
  return `${id} ${version}`;
}

/** Memoranda and clauses that are there twice, name what nobody defines, or contradict themselves or one another. */
export function clauseProblems({
  departments,
  items,
  memoranda,
  clauses,
}: PolicyContent): readonly PolicyProblem[] {
  const codes = new Set<string>(items.map((item) => item.code));
  const known = new Set(departments.map(departmentName));
  return [
    ...repeated(memoranda.map(({ id }) => id)).map((id) =>
      problem('memorandum', id, 'id', `备忘录 ${id} 重复出现`),
    ),
    ...repeated(clauses.map(clauseKey)).map((key) =>
      problem('clause', key, 'version', `条款 ${key.replace(' ', '（第 ')} 版）重复出现`),
    ),
    ...clauses.flatMap((clause) => [...referenceProblems(clause, codes, known), ...termProblems(clause)]),
    ...overlapProblems(clauses),
  ];
}

function referenceProblems(
  clause: ClauseEntry,
  codes: ReadonlySet<string>,
  known: ReadonlySet<string>,
): readonly PolicyProblem[] {
  const from: DepartmentRef = { region: clause.region, department: clause.from };
  const strangers = [from, ...clause.targets].map(departmentName).filter((name) => !known.has(name));
  const say = sayOf(clause);
  return [
    ...strangers.map((name) =>
      say('targets', `所指部门 ${name} 没有登记（请先登记该部门，或把它的 department.yaml 一并提交）`),
    ),
    ...repeated(clause.targets.map(departmentName)).map((name) => say('targets', `两次指向部门 ${name}`)),
    ...(codes.has(clause.item) ? [] : [say('item', `的事项 ${clause.item} 不在目录内`)]),
  ];
}

function termProblems(clause: ClauseEntry): readonly PolicyProblem[] {
  const { receipts, answerWithin, ladder } = clause;
  const say = sayOf(clause);
  const wrong: readonly (readonly [boolean, string, string])[] = [
    [backward(clause), 'to', '的止期早于起期'],
    [!receipts.includes('received') && !receipts.includes('claimed'), 'receipts', '既不要求签收也不要求认领'],
    [receipts.includes('answered') && answerWithin === null, 'answerWithin', '要求反馈却没有反馈时限'],
    [
      ladder.some(({ offset, action }) => offset > 0 && action === 'remind'),
      'ladder',
      '的催督阶梯在到期之后还写提醒，到期后应为催办或督办',
    ],
    [
      ladder.some(({ offset, colour }) => offset < 0 && colour === 'red'),
      'ladder',
      '的催督阶梯在到期之前就亮红牌',
    ],
  ];
  return wrong.filter(([found]) => found).map(([, field, sentence]) => say(field, sentence));
}

function overlapProblems(clauses: readonly ClauseEntry[]): readonly PolicyProblem[] {
  const rules = Map.groupBy(
    clauses.flatMap((clause) => clause.targets.map((to) => ({ clause, to }))),
    ({ clause, to }) => [clause.kind, clause.region, clause.item, departmentName(to)].join(' '),
  );
  const problems = [...rules.values()].flatMap((rule) =>
    rule.flatMap(({ clause }, at) =>
      rule
        .slice(0, at)
        .filter(({ clause: other }) => other.id !== clause.id && overlap(other, clause))
        .map(({ clause: twin }) => ({
          ...problem(
            'clause',
            clauseKey(clause),
            'from',
            `条款 ${twin.id} 与 ${clause.id} 在同一时期对同一部门规定同一事项`,
          ),
          subject: clause.id,
        })),
    ),
  );
  return problems;
}

function sayOf(clause: ClauseEntry): (field: string, sentence: string) => PolicyProblem {
  return (field, sentence) => ({
    ...problem('clause', clauseKey(clause), field, `条款 ${clause.id} ${sentence}`),
    subject: clause.id,
  });
}
