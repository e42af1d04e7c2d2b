import { readYaml } from '#base/yaml';
import type { PolicyDocument } from '../policy-content.js';
import type { PolicyProblem } from '../problems/policy-problem.js';
import { locateProblem } from './locate-problem.js';

/** A file of the policy, or an entry of one, that was not taken in; the sentence names file, line and column, and what holds instead. */
export interface SetAside {
  readonly path: string;
  readonly line: number | null;
  readonly column: number | null;
  readonly sentence: string;
}

/** What holds in place of what was not taken in. */
export type Instead = 'held' | 'left-out' | 'removal-held';

const instead: Readonly<Record<Instead, string>> = {
  held: '现行政策中该文件的内容继续有效',
  'left-out': '该处未装载，其余照常',
  'removal-held': '该文件虽已不在，其内容继续有效',
};

/** A file that was not taken in because of what its content would cause; `documents` are those the problem was found in. */
export function aside(
  path: string,
  problems: readonly PolicyProblem[],
  documents: readonly PolicyDocument[],
  what: Instead,
): SetAside {
  const [first] = problems;
  const position = first === undefined ? null : positionIn(path, first, documents);
  const where = position === null ? path : `${path}:${position.line}:${position.column}`;
  const told = problems.slice(0, 2).map(({ sentence }) => sentence);
  const more = problems.length > 2 ? `等共 ${problems.length} 处` : '';
  return {
    path,
    line: position?.line ?? null,
    column: position?.column ?? null,
    sentence: `政策文件 ${where} 未采用：${told.join('；')}${more}；${instead[what]}，请改正后重新执行 hub setup。`,
  };
}

function positionIn(
  path: string,
  problem: PolicyProblem,
  documents: readonly PolicyDocument[],
): { readonly line: number; readonly column: number } | null {
  const own = documents.filter((document) => document.path === path);
  const found = locateProblem(own, problem);
  if (found === null) return own.length === 0 ? null : { line: 1, column: 1 };
  const yaml = readYaml(found.document.text);
  return 'broken' in yaml ? yaml.broken : yaml.place(found.path);
}
