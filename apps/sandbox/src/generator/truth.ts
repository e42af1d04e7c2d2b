import { departmentName, type DepartmentRef, type FaultCode } from '#base/contracts';
import { frontStreams, type FrontStream } from '../tables/index.js';
import type { FrontRow } from './rows.js';
import type { Outcome } from './stories.js';

/** What must be true of one case once everything its department wrote has been worked through. */
export interface CaseTruth {
  readonly source: string;
  readonly caseNumber: string;
  readonly story: string;
  readonly outcome: Outcome;
  readonly item: string;
  readonly region: string;
  /** Whom the licence must be told to; empty unless the case ends granted. */
  readonly owedTo: readonly DepartmentRef[];
  /** Granted, but nobody is to be told: not transferred, no memorandum, no clause in force. */
  readonly nobody: boolean;
  /** Granted, but the hub cannot know the applicant. */
  readonly waits: boolean;
  readonly itemUnknown: boolean;
  /** Granted in wave 1, taken back in wave 2: these were told if the hub saw wave 1 by itself, and must be told again. */
  readonly retractedFrom: readonly DepartmentRef[];
  readonly parked: readonly { readonly stream: FrontStream; readonly code: FaultCode }[];
}

/** The known numbers of one source. */
export interface TruthTotals {
  readonly source: string;
  readonly cases: number;
  readonly rows: Readonly<Record<FrontStream, number>>;
  readonly outcomes: Readonly<Record<string, number>>;
  /** Department → licences it must know about. */
  readonly told: Readonly<Record<string, number>>;
  /** Department → licences it may have been told about before they were taken back. */
  readonly retracted: Readonly<Record<string, number>>;
  readonly nobody: number;
  readonly waiting: number;
  readonly itemUnknown: number;
  /** Fault code → rows. */
  readonly parked: Readonly<Record<string, number>>;
  readonly stories: Readonly<Record<string, number>>;
}

/** Adds the truth of single cases up. */
export function totalsOf(
  source: string,
  cases: readonly CaseTruth[],
  rows: readonly FrontRow[],
): TruthTotals {
  const perStream = (stream: FrontStream): number => rows.filter((row) => row.stream === stream).length;
  const byDepartment = (list: (truth: CaseTruth) => readonly DepartmentRef[]): Record<string, number> =>
    tally(cases.flatMap((truth) => list(truth).map(departmentName)));
  return {
    source,
    cases: cases.length,
    rows: {
      application: perStream('application'),
      acceptance: perStream('acceptance'),
      step: perStream('step'),
      specialProcedure: perStream('specialProcedure'),
      result: perStream('result'),
    },
    outcomes: tally(cases.map(({ outcome }) => outcome)),
    told: byDepartment(({ owedTo }) => owedTo),
    retracted: byDepartment(({ retractedFrom }) => retractedFrom),
    nobody: cases.filter(({ nobody }) => nobody).length,
    waiting: cases.filter(({ waits }) => waits).length,
    itemUnknown: cases.filter(({ itemUnknown }) => itemUnknown).length,
    parked: tally(cases.flatMap(({ parked }) => parked.map(({ code }) => code))),
    stories: tally(cases.map(({ story }) => story)),
  };
}

/** All rows of a total, whatever the stream. */
export function rowCount(totals: TruthTotals): number {
  return frontStreams.reduce((sum, stream) => sum + totals.rows[stream], 0);
}

function tally(names: readonly string[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([left], [right]) => (left < right ? -1 : 1)));
}
