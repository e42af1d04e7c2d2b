import type { FrontStream } from '../tables/index.js';
import type { CasePlan } from './case-plan.js';
import {
  acceptanceCells,
  applicationCells,
  resultCells,
  specialCells,
  stepCells,
  type Cell,
  type FrontRow,
} from './rows.js';

type Cells = Readonly<Record<string, Cell>>;

/** How far a case has come: closed with a DONERESULT, or stopped while a step or a special procedure is under way. */
export type Progress =
  { readonly closed: string } | { readonly open: 'step' } | { readonly open: 'specialProcedure' };

/** How much later a department reports again. */
const laterMs = 90 * 60_000;

/** The rows of a case as a department reports them the first time, in the order in which they are written. */
export function report(plan: CasePlan, progress: Progress): readonly FrontRow[] {
  const cells: [FrontStream, Cells][] = [
    ['application', applicationCells(plan)],
    ['acceptance', acceptanceCells(plan)],
    ...stepsOf(plan, progress),
  ];
  if (plan.timeline.paused !== null) {
    const ended = !('open' in progress);
    cells.push(['specialProcedure', specialCells(plan, ended)]);
  }
  if ('closed' in progress) cells.push(['result', resultCells(plan, progress.closed)]);
  const { writtenAt, writeGapMs } = plan.timeline;
  return cells.map(([stream, row], at) => ({
    stream,
    wave: 1,
    writtenAt: new Date(writtenAt.getTime() + at * writeGapMs),
    cells: row,
  }));
}

/* Generation A announces a step as 待办 before it reports it as 已办: two rows whose keys differ by the state alone. */
function stepsOf(plan: CasePlan, progress: Progress): [FrontStream, Cells][] {
  const { steps } = plan.timeline;
  const finished = 'open' in progress ? 1 : steps.length;
  const rows: [FrontStream, Cells][] = [];
  steps.slice(0, finished + 1).forEach((_, at) => {
    if (at >= finished || plan.system.edition === 'A') rows.push(['step', stepCells(plan, at, false)]);
    if (at < finished) rows.push(['step', stepCells(plan, at, true)]);
  });
  return rows;
}

/** The same rows with other cells in one stream. */
export function amend(rows: readonly FrontRow[], stream: FrontStream, cells: Cells): readonly FrontRow[] {
  return rows.map((row) => (row.stream === stream ? { ...row, cells: { ...row.cells, ...cells } } : row));
}

/** The same rows with another value wherever they have the column. */
export function amendEverywhere(rows: readonly FrontRow[], column: string, value: Cell): readonly FrontRow[] {
  return rows.map((row) =>
    column in row.cells ? { ...row, cells: { ...row.cells, [column]: value } } : row,
  );
}

/** Adds a second report of a stream's row: next DATAVER, other cells, written later. */
export function reportAgain(
  rows: readonly FrontRow[],
  stream: FrontStream,
  cells: Cells,
): readonly FrontRow[] {
  const earlier = rows.findLast((row) => row.stream === stream);
  if (earlier === undefined) return rows;
  const version = Number(earlier.cells['DATAVER']) + 1;
  return [
    ...rows,
    {
      stream,
      wave: 2,
      writtenAt: new Date(earlier.writtenAt.getTime() + laterMs),
      cells: { ...earlier.cells, DATAVER: version, CD_OPERATION: 'U', ...cells },
    },
  ];
}

/** Turns the arrival round: the stream's highest version is written first, its lower ones only later. */
export function lowerVersionLast(rows: readonly FrontRow[], stream: FrontStream): readonly FrontRow[] {
  const versions = rows.filter((row) => row.stream === stream);
  const [first] = versions;
  const last = versions.at(-1);
  if (first === undefined || last === undefined) return rows;
  return rows.map((row) => {
    if (row === first) return { ...row, wave: last.wave, writtenAt: last.writtenAt };
    if (row === last) return { ...row, wave: first.wave, writtenAt: first.writtenAt };
    return row;
  });
}

/** Lets a stream arrive before everything else of the case. */
export function arrivesFirst(rows: readonly FrontRow[], stream: FrontStream): readonly FrontRow[] {
  const start = rows[0]?.writtenAt ?? new Date(0);
  return rows.map((row) =>
    row.stream === stream ? { ...row, writtenAt: new Date(start.getTime() - laterMs / 3) } : row,
  );
}
