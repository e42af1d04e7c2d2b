import { departmentName, type Boundary } from '#base/contracts';
import type { ListKind, PolicyContent } from '../policy-content.js';
import { backward, overlap, problem, repeated, type PolicyProblem } from './policy-problem.js';

interface Run {
  readonly region: string;
  readonly item: string;
  readonly validFrom: string;
  readonly validTo: string | null;
}

const titles: Readonly<Record<ListKind, string>> = {
  'guidance-catalogue': '指导目录',
  'transfer-list': '划转清单',
  'boundary-list': '职责边界清单',
};

/** The key of a list entry: its list's kind, region and item. */
export function entryKey(kind: ListKind, { region, item }: Pick<Run, 'region' | 'item'>): string {
  return `${kind} ${region} ${item}`;
}

/** The key of a list: its kind and region. */
export function listKey(kind: ListKind, region: string): string {
  return `${kind} ${region}`;
}

/** Lists that are there twice, name what nobody defines, or say two things of one item at one time. */
export function listProblems(content: PolicyContent): readonly PolicyProblem[] {
  const { lists, items, guidance, transfers, retained, boundaries } = content;
  const codes = new Set<string>(items.map((item) => item.code));
  const whole = retained.map((entry) => ({ ...entry, validFrom: '0000-01-01', validTo: null }));
  return [
    ...repeated(lists.map(({ kind, region }) => listKey(kind, region))).map((key) =>
      problem('list', key, 'region', `${titleOf(key)} 重复出现，同一区划只能有一份`),
    ),
    ...runProblems(
      'guidance-catalogue',
      codes,
      guidance.map((entry) => ({ ...entry, validFrom: '', validTo: null })),
    ),
    ...runProblems('transfer-list', codes, [...transfers, ...whole]),
    ...runProblems('boundary-list', codes, boundaries),
    ...strangers(content, boundaries),
  ];
}

function titleOf(key: string): string {
  const [kind = '', region = ''] = key.split(' ');
  return `${Object.entries(titles).find(([known]) => known === kind)?.[1] ?? kind} ${region}`;
}

function runProblems(
  kind: ListKind,
  codes: ReadonlySet<string>,
  runs: readonly Run[],
): readonly PolicyProblem[] {
  const problems: PolicyProblem[] = [];
  for (const [key, held] of Map.groupBy(runs, (run) => entryKey(kind, run))) {
    const [{ region, item } = { region: '', item: '' }] = held;
    const say = (field: string, sentence: string): unknown =>
      problems.push({ ...problem('entry', key, field, sentence), subject: item });
    if (!codes.has(item)) say('item', `${titles[kind]}中的事项 ${item} 不在目录内`);
    if (held.some(backward)) say('to', `${titles[kind]}中事项 ${item} 的止期早于起期`);
    else if (held.some((run, at) => held.slice(at + 1).some((other) => overlap(run, other))))
      say('item', `${titles[kind]}中的事项 ${region} ${item} 重复出现`);
  }
  return problems;
}

/** Departments that a boundary names and nobody registered. */
function strangers(
  { departments }: PolicyContent,
  boundaries: readonly Boundary[],
): readonly PolicyProblem[] {
  const known = new Set(departments.map(departmentName));
  return boundaries.flatMap((entry) => {
    const parties = [
      ['approves', [entry.approves]],
      ['supervises', entry.supervises],
      ['enforces', entry.enforces],
      ['standards', [entry.standards]],
    ] as const;
    return parties.flatMap(([field, refs]) =>
      refs
        .map(departmentName)
        .filter((name) => !known.has(name))
        .map((name) =>
          problem(
            'entry',
            entryKey('boundary-list', entry),
            field,
            `职责边界清单中事项 ${entry.item} 所指部门 ${name} 没有登记（请先登记该部门，或把它的 department.yaml 一并提交）`,
          ),
        ),
    );
  });
}
