import type { Procedure } from './procedures.js';

/** A stretch of a case's time; open while `to` is null. */
export interface Span {
  readonly from: Date;
  readonly to: Date | null;
}

/** A special procedure of the case, as its source reported it. `kind` is the code of GB/T 39046 A.7. */
export interface ReportedProcedure extends Span {
  readonly kind: string;
}

/** Technical support that was asked for through the hub. */
export interface AskedSupport extends Span {
  readonly procedure: Procedure;
}

/** What the law takes out of a case's time, and what it adds to its limit. */
export interface LegalTime {
  readonly pauses: readonly Span[];
  readonly extended: boolean;
}

/** 行政许可法 Art. 45 names hearing, inspection, testing, quarantine, appraisal and expert review; a look at the site is not among them. */
const excluded: ReadonlySet<Procedure> = new Set(['TECHNICAL_REVIEW', 'TESTING', 'HEARING']);

/**
 * How special procedures and technical support bear on the clock of the case: an extension (延长审批, Art. 42) gives days and stops
 * nothing; other procedures of the source are not counted; support is not counted where Art. 45 says so.
 */
export function legalTime(
  procedures: readonly ReportedProcedure[],
  supports: readonly AskedSupport[],
): LegalTime {
  return {
    pauses: [
      ...procedures.filter(({ kind }) => kind !== 'EXTENSION'),
      ...supports.filter(({ procedure }) => excluded.has(procedure)),
    ].map(({ from, to }) => ({ from, to })),
    extended: procedures.some(({ kind }) => kind === 'EXTENSION'),
  };
}

/** Working days an approved extension gives: 15 where bodies decide jointly within 45 days, else 10 (Art. 42). */
export function extensionDays(limit: number): number {
  return limit >= 45 ? 15 : 10;
}
