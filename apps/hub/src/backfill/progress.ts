import type { BackfillStatus } from '#libs/reporting';

/** Rows a second since it began, and how long it may still take; null where the length of the range is not known or nothing was read. */
export interface BackfillProgress {
  readonly rate: number;
  readonly secondsLeft: number | null;
}

/** Reckons from what is through: rows need not lie evenly in time, so the rest is a guess that becomes better. */
export function progressOf(
  { fraction, read, startedAt, endedAt }: Pick<BackfillStatus, 'fraction' | 'read' | 'startedAt' | 'endedAt'>,
  now: Date,
): BackfillProgress {
  const until = endedAt ?? now;
  const seconds = startedAt === null ? 0 : (until.getTime() - startedAt.getTime()) / 1000;
  if (seconds <= 0) return { rate: 0, secondsLeft: null };
  const rest = fraction === null || fraction === 0 ? null : (seconds * (1 - fraction)) / fraction;
  return { rate: read / seconds, secondsLeft: rest };
}
