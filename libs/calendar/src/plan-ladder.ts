import type { LadderDeadline, LadderStep, StepTime, TimedStep, TimeUnit } from '#base/contracts';
import { dayOf, morningOf } from './day.js';
import { exactMs } from './due-date.js';
import { subtract } from './plan-deadline.js';
import { uncoveredYear, type WorkingDays } from './working-days.js';

type Span = Pick<LadderDeadline, 'startedAt' | 'dueAt' | 'limit' | 'urgeAt'>;

/**
 * The instants of a ladder. Steps before the due time come at 09:00+08:00 so many days before it, or exactly so many hours before;
 * where that lies before the start, a step in days comes on the morning of the due day, or is passed over. Steps after it come
 * once the offset has passed in full: days end at midnight and office opens at 09:00+08:00 of the next working day, so "missed by 3
 * working days" speaks on the fourth morning. What would fall on a day off waits for the next working morning, a reminder comes on
 * the last one before; only limits counted in minutes run around the clock. Beyond the published calendar no step has a time.
 * Null is the ladder of a deadline under no clause.
 */
export function planLadder(
  days: WorkingDays,
  deadline: Span,
  ladder: readonly LadderStep[] | null,
): readonly TimedStep[] {
  if (ladder === null) return plainLadder(days, deadline);
  return inOrder(ladder.map((step) => ({ ...step, time: timeOf(days, deadline, step) })));
}

/** The ladder of a deadline under no clause: an urge at its own time, and the centre told once it is missed. */
function plainLadder(days: WorkingDays, deadline: Span): readonly TimedStep[] {
  const { urgeAt } = deadline;
  const urge: StepTime = urgeAt === null ? { state: 'passed-over' } : { state: 'at', at: urgeAt };
  return inOrder([
    { ...plain, action: 'urge', target: 'department', time: urge },
    { ...plain, action: 'supervise', target: 'centre', time: timeOf(days, deadline, plain) },
  ]);
}

const plain = { offset: 0, unit: 'workingDay', colour: null } as const;

/** Ladders mix units; a later step never speaks before an earlier one, and behind one that waits for a calendar all wait. */
function inOrder(steps: readonly TimedStep[]): readonly TimedStep[] {
  let latest: Date | null = null;
  let waiting: StepTime | null = null;
  return steps.map((step) => {
    if (waiting !== null) return { ...step, time: waiting };
    if (step.time.state === 'no-official-calendar') waiting = step.time;
    if (step.time.state !== 'at') return step;
    if (latest === null || step.time.at > latest) latest = step.time.at;
    return { ...step, time: { state: 'at', at: latest } };
  });
}

function timeOf(days: WorkingDays, deadline: Span, step: Pick<LadderStep, 'offset' | 'unit'>): StepTime {
  return step.offset < 0 ? timeBefore(days, deadline, step) : timeAfter(days, deadline, step);
}

function timeBefore(
  days: WorkingDays,
  { startedAt, dueAt, limit }: Span,
  { offset, unit }: Pick<LadderStep, 'offset' | 'unit'>,
): StepTime {
  const wanted = subtract(days, dueAt, { amount: -offset, unit });
  const quiet = limit.unit === 'minute' ? wanted : wanted && lastSpeakable(days, wanted);
  const latest = isExact(unit) ? null : lastSpeakable(days, morningOf(dayOf(dueAt)));
  const at = [quiet, latest].find((candidate) => candidate !== null && candidate > startedAt);
  if (at !== undefined && at !== null) return { state: 'at', at };
  return days.covers(dayOf(dueAt)) ? { state: 'passed-over' } : unpublished(days, dueAt);
}

function timeAfter(
  days: WorkingDays,
  { dueAt, limit }: Span,
  { offset, unit }: Pick<LadderStep, 'offset' | 'unit'>,
): StepTime {
  const exact = isExact(unit) ? exactMs(offset, unit) : offset === 0 && isExact(limit.unit) ? 0 : null;
  if (exact !== null) {
    const at = new Date(dueAt.getTime() + exact);
    return limit.unit === 'minute' ? { state: 'at', at } : nextSpeakable(days, at);
  }
  const start = dayOf(dueAt);
  const last = unit === 'naturalDay' ? start + offset : offset === 0 ? start : days.after(start, offset);
  const morning = last === null ? null : days.after(last, 1);
  return morning === null ? unpublished(days, dueAt) : { state: 'at', at: morningOf(morning) };
}

function isExact(unit: TimeUnit): unit is 'hour' | 'minute' {
  return unit === 'hour' || unit === 'minute';
}

/** The instant itself on a working day, else the next working morning. */
function nextSpeakable(days: WorkingDays, at: Date): StepTime {
  const day = dayOf(at);
  if (days.isWorking(day)) return { state: 'at', at };
  const next = days.after(day, 1);
  return next === null ? unpublished(days, at) : { state: 'at', at: morningOf(next) };
}

/** The instant itself on a working day, else the last working morning before; null beyond the calendar. */
function lastSpeakable(days: WorkingDays, at: Date): Date | null {
  const day = dayOf(at);
  if (days.isWorking(day)) return at;
  const last = days.covers(day) ? days.before(day, 1) : null;
  return last === null ? null : morningOf(last);
}

function unpublished(days: WorkingDays, at: Date): StepTime {
  return { state: 'no-official-calendar', year: uncoveredYear(days, dayOf(at)) };
}
