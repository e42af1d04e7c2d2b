import type { BackfillRow } from './sql/select-backfills.js';

/** Rows a second since it was last begun or resumed, and how long it may still take; null where nothing is being read or the length of the range is not known. */
export interface BackfillProgress {
  readonly rate: number | null;
  readonly secondsLeft: number | null;
}

type Facts = Pick<BackfillRow, 'state' | 'fraction' | 'read' | 'resumedAt' | 'resumedRows' | 'endedAt'>;

/** Reckons from what is through: rows need not lie evenly in time, so the rest is a guess that becomes better. */
export function progressOf(facts: Facts, now: Date): BackfillProgress {
  const { state, resumedAt, endedAt, read, resumedRows } = facts;
  if (resumedAt === null || state === 'requested' || state === 'stopped')
    return { rate: null, secondsLeft: null };
  const seconds = ((endedAt ?? now).getTime() - resumedAt.getTime()) / 1000;
  const rate = seconds <= 0 ? null : (read - resumedRows) / seconds;
  return { rate, secondsLeft: state === 'done' ? 0 : restOf(facts, rate) };
}

function restOf({ state, fraction, read }: Facts, rate: number | null): number | null {
  if (state !== 'running' || !fraction || !rate) return null;
  return (read * (1 - fraction)) / fraction / rate;
}
