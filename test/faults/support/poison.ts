import type { CaseTruth, FrontRow } from '../../../apps/sandbox/src/generator/index.js';
import { cookCases } from './front.js';

/** Cases of a front, some of whose rows are poison. */
export const { housing } = cookCases('poison', 900);
/** How often the application of one case is reported again, all at once. */
export const timesTheSameKey = 40;
/** Whose application the database refuses. */
export const unstorable = housing.cases.filter(({ story }) => story === 'granted').slice(0, 8);
/** Whose application has a character that no PostgreSQL text can hold. */
export const withNull = housing.cases.filter(({ story }) => story === 'grantedForTwo');
/** Whose application is reported again and again. */
export const [often] = housing.cases.filter(({ story }) => story === 'underWay');
/** Whose result nobody knows the code of. */
export const readableLater = housing.cases.filter(({ story }) => story === 'unknownResult');

/** One text the database refuses (see the constraint below), and one with a character that no PostgreSQL text can hold. */
function poisoned(row: FrontRow): FrontRow {
  const address = (text: string): FrontRow => ({
    ...row,
    cells: { ...row.cells, ADDRESS: `${text}${String(row.cells['ADDRESS'])}` },
  });
  const among = (cases: readonly CaseTruth[]): boolean =>
    cases.some(({ caseNumber }) => caseNumber === row.cells['PROJID']);
  if (row.stream !== 'application') return row;
  if (among(unstorable)) return address('拒存');
  return among(withNull) ? address('示例\u0000路') : row;
}

/** All rows, the poison in them. */
export const rows = housing.rows.map(poisoned);
/** The repetitions, the latest first. */
export const repeated = rows
  .filter(({ stream, cells }) => stream === 'application' && cells['PROJID'] === often?.caseNumber)
  .flatMap((row) =>
    Array.from({ length: timesTheSameKey }, (_, at) => ({
      ...row,
      cells: {
        ...row.cells,
        DATAVER: timesTheSameKey + 1 - at,
        ADDRESS: `第${timesTheSameKey + 1 - at}次填报地址`,
      },
    })),
  );

/** The results of a case as first reported. */
export function resultsOf(of: CaseTruth | undefined): readonly FrontRow[] {
  return rows.filter(({ stream, cells }) => stream === 'result' && cells['PROJID'] === of?.caseNumber);
}

/** Results reported again, in a later version and with another code. */
export function reportAgain(
  results: readonly FrontRow[],
  DATAVER: number,
  DONERESULT: string,
): readonly FrontRow[] {
  return results.map((row) => ({ ...row, cells: { ...row.cells, DATAVER, DONERESULT } }));
}
