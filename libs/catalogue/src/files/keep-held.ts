import type { PolicyDocument } from '../policy-content.js';
import type { PolicyProblem } from '../problems/policy-problem.js';
import type { Judge } from './judge-documents.js';
import { locateProblem } from './locate-problem.js';
import { aside, type SetAside } from './set-aside.js';

interface Change {
  readonly path: string;
  readonly held: PolicyDocument | null;
  readonly now: PolicyDocument | null;
}

/** What is to be loaded, and what was not taken in. */
export interface Fitted {
  readonly documents: readonly PolicyDocument[];
  readonly setAside: readonly SetAside[];
}

/** More changes at once than this are not tried one by one where no single file is to blame. */
const mostTried = 200;

/**
 * The files, with those that bring a contradiction put back to what the edition in force says; all others count. Of the changed files
 * that one goes back first whose return leaves the fewest problems, until none is left: the edition in force has none.
 */
export function keepHeld(
  held: readonly PolicyDocument[],
  files: readonly PolicyDocument[],
  judge: Judge,
): Fitted {
  const open = new Map(changesOf(held, files).map((change) => [change.path, change]));
  const back = new Map<string, Change>();
  const setAside: SetAside[] = [];
  let documents = files;
  for (let problems = judge(documents); problems.length > 0 && open.size > 0; problems = judge(documents)) {
    const culprits = blamed(open, back, files, { documents, problems, judge });
    for (const change of culprits) {
      open.delete(change.path);
      back.set(change.path, change);
    }
    const after = revert(files, back);
    const left = new Set(judge(after).map(({ sentence }) => sentence));
    const gone = problems.filter(({ sentence }) => !left.has(sentence));
    setAside.push(...culprits.map((change) => told(change, gone.length === 0 ? problems : gone, documents)));
    documents = after;
  }
  return { documents, setAside };
}

interface State {
  readonly documents: readonly PolicyDocument[];
  readonly problems: readonly PolicyProblem[];
  readonly judge: Judge;
}

/** The changed file whose return helps most; where none helps alone, all that the problems stand in, or all there are. */
function blamed(
  open: ReadonlyMap<string, Change>,
  back: ReadonlyMap<string, Change>,
  files: readonly PolicyDocument[],
  { documents, problems, judge }: State,
): readonly Change[] {
  const paths = new Set(problems.flatMap((each) => locateProblem(documents, each)?.document.path ?? []));
  const located = [...paths].flatMap((path) => open.get(path) ?? []);
  const others = [...open.values()].filter(({ path }) => !paths.has(path));
  for (const candidates of [located, others.slice(0, mostTried)]) {
    const tried = candidates.map((change) => ({
      change,
      left: judge(revert(files, new Map(back).set(change.path, change))).length,
    }));
    const [best] = tried.toSorted((one, other) => one.left - other.left);
    if (best !== undefined && best.left < problems.length) return [best.change];
  }
  return located.length > 0 ? located : [...open.values()];
}

function told(
  { path, held, now }: Change,
  problems: readonly PolicyProblem[],
  documents: readonly PolicyDocument[],
): SetAside {
  if (now === null) return aside(path, problems, documents, 'removal-held');
  return aside(path, problems, documents, held === null ? 'left-out' : 'held');
}

function changesOf(held: readonly PolicyDocument[], files: readonly PolicyDocument[]): readonly Change[] {
  const before = new Map(held.map((document) => [document.path, document]));
  const after = new Map(files.map((document) => [document.path, document]));
  return [...new Set([...before.keys(), ...after.keys()])]
    .map((path) => ({ path, held: before.get(path) ?? null, now: after.get(path) ?? null }))
    .filter((change) => change.held?.text !== change.now?.text);
}

function revert(
  files: readonly PolicyDocument[],
  back: ReadonlyMap<string, Change>,
): readonly PolicyDocument[] {
  return [
    ...files.filter(({ path }) => !back.has(path)),
    ...[...back.values()].flatMap(({ held }) => held ?? []),
  ];
}
