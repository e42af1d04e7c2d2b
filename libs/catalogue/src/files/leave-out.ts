import { parseDocument as parseYaml } from 'yaml';
import { parseDocument } from '../parse-policy.js';
import type { PolicyDocument } from '../policy-content.js';
import { noCalendar, type Judge } from './judge-documents.js';
import type { Fitted } from './keep-held.js';
import { locateProblem, type ProblemPosition } from './locate-problem.js';
import { aside, type SetAside } from './set-aside.js';

/**
 * The files of a first load without what contradicts the rest: single entries of lists and memoranda where that is enough, else the file.
 * Nothing is in force yet that could stand in. What is left agrees with itself.
 */
export function leaveOut(files: readonly PolicyDocument[], judge: Judge): Fitted {
  const calendar = files.some((document) => parseDocument(document).document === 'calendar');
  let documents = calendar ? files : [...files, noCalendar];
  const setAside: SetAside[] = calendar ? [] : [calendarMissing];
  for (let problems = judge(documents); problems.length > 0; problems = judge(documents)) {
    const before = documents;
    const found = problems.flatMap((problem) => {
      const position = locateProblem(before, problem);
      return position === null ? [] : [{ problem, position }];
    });
    if (found.length === 0) break;
    const grouped = Map.groupBy(found, ({ position }) => keyOf(position));
    for (const group of grouped.values()) {
      const [first] = group;
      if (first === undefined) continue;
      const told = group.map(({ problem }) => problem);
      setAside.push(aside(first.position.document.path, told, before, 'left-out'));
    }
    documents = without(
      before,
      [...grouped.values()].flatMap((group) => group.slice(0, 1)).map(({ position }) => position),
    );
  }
  return { documents, setAside };
}

const calendarMissing: SetAside = {
  path: 'calendar',
  line: null,
  column: null,
  sentence:
    '没有可用的工作日历（calendar 文件夹中 document: calendar 的文件）：其余已装载，日历补上之前应定的时限都标为“没有日历”，补上后请重新执行 hub setup。',
};

function keyOf({ document, entry }: ProblemPosition): string {
  return `${document.path} ${entry?.join('.') ?? ''}`;
}

/** The documents without the entries; one that would have none left, or is wrong itself, goes as a whole. */
function without(
  documents: readonly PolicyDocument[],
  positions: readonly ProblemPosition[],
): readonly PolicyDocument[] {
  return documents.flatMap((document) => {
    const own = positions.filter((position) => position.document === document);
    if (own.length === 0) return [document];
    const entries = own.map(({ entry }) => entry);
    if (entries.includes(null)) return [];
    return cut(
      document,
      entries.flatMap((entry) => (entry === null ? [] : [entry])),
    );
  });
}

function cut(
  { path, text }: PolicyDocument,
  entries: readonly (readonly (string | number)[])[],
): readonly PolicyDocument[] {
  const yaml = parseYaml(text);
  const backwards = entries.toSorted((one, other) => Number(other[1]) - Number(one[1]));
  for (const entry of backwards) yaml.deleteIn(entry);
  const rest = { path, text: yaml.toString({ lineWidth: 0 }) };
  try {
    parseDocument(rest);
    return [rest];
  } catch {
    return [];
  }
}
