import type { SourceDefinition } from '#base/contracts';

/** How far a poll reads back: only seconds, the overlap, or the sweep's window. */
export type Reach = 'grace' | 'overlap' | 'sweep';

/** When the wider look-backs are due next, in milliseconds of the collector's clock. */
export interface LookBackSchedule {
  readonly overlapDue: number;
  readonly sweepDue: number;
}

/** How long a poll took, and which part of what it read will be read again. */
export interface PollTime {
  readonly started: number;
  readonly ended: number;
  readonly share: number;
}

/** Late commits of the last seconds are looked for at every poll, whatever else is due. */
const graceMs = 10_000;
/** A look-back takes at most a tenth of the time: after a bulk load, millions of rows may lie inside the overlap. */
const restFactor = 9;
/** Looking again costs about a third of loading: nothing is published. */
const lookAgainCost = 0.3;
const sweepWithoutSettingMs = 60_000;

/** Everything due at once. */
export const lookBackAtOnce: LookBackSchedule = { overlapDue: 0, sweepDue: 0 };

/** The widest look-back that is due. */
export function chooseReach(schedule: LookBackSchedule, now: number): Reach {
  if (now >= schedule.sweepDue) return 'sweep';
  return now >= schedule.overlapDue ? 'overlap' : 'grace';
}

/** Where a stream's next read starts: so far before the place it had reached. */
export function lookBackFrom(source: SourceDefinition, reach: Reach, reached: Date, until: Date): Date {
  const place = Math.min(reached.getTime(), until.getTime());
  if (reach === 'grace') return new Date(place - Math.min(graceMs, source.overlapMs));
  const overlap = place - source.overlapMs;
  if (reach === 'overlap' || source.sweep === null) return new Date(overlap);
  return new Date(Math.min(overlap, until.getTime() - source.sweep.windowMs));
}

/** How far back any look-back can reach: rows from here on are remembered. */
export function rememberedFrom(source: SourceDefinition, until: Date): Date {
  const marginMs = 60_000;
  return new Date(until.getTime() - Math.max(source.overlapMs, source.sweep?.windowMs ?? 0) - marginMs);
}

/** The schedule after a poll with a look-back of this reach. */
export function afterLookBack(
  source: SourceDefinition,
  schedule: LookBackSchedule,
  reach: Reach,
  poll: PollTime,
): LookBackSchedule {
  const rest = poll.ended + restFactor * (poll.ended - poll.started);
  const overlapDue = Math.max(poll.started + source.pollMs, rest);
  if (reach === 'grace') return schedule;
  if (reach === 'overlap') return { ...schedule, overlapDue };
  return { overlapDue, sweepDue: Math.max(poll.started + sweepEvery(source), rest) };
}

/** The schedule after a first load, which read everything once and looked back at nothing. */
export function afterFirstLoad(source: SourceDefinition, poll: PollTime): LookBackSchedule {
  const rest = poll.ended + restFactor * (poll.ended - poll.started) * poll.share * lookAgainCost;
  return {
    overlapDue: Math.max(poll.started + source.pollMs, rest),
    sweepDue: Math.max(poll.started + sweepEvery(source), rest),
  };
}

function sweepEvery(source: SourceDefinition): number {
  return source.sweep?.everyMs ?? sweepWithoutSettingMs;
}
