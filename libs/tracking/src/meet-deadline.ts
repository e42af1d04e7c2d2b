import type { PlannedDeadline, ReceiptType } from '#base/contracts';

export type DeadlineState = 'open' | 'met' | 'missed' | 'no_calendar' | 'cancelled';
type Expected = PlannedDeadline['expects'];

/** A deadline as it stands. */
export interface Deadline {
  readonly deliveryId: string;
  readonly expects: Expected;
  readonly state: DeadlineState;
  readonly dueAt: Date | null;
  readonly missedAt: Date | null;
  readonly metAt: Date | null;
}

const meets: Readonly<Record<ReceiptType, ReadonlySet<Expected>>> = {
  received: new Set(['received']),
  claimed: new Set(['received', 'claimed']),
  answered: new Set(['received', 'claimed', 'answered']),
  returned: new Set(['received']),
};

/** The deadline after the fact; null when it does not concern it. A late fact meets it too, and the miss stays on record. */
export function meetDeadline(deadline: Deadline, receipt: ReceiptType, arrivedAt: Date): Deadline | null {
  if (deadline.metAt !== null || deadline.state === 'cancelled') return null;
  if (!meets[receipt].has(deadline.expects)) return null;
  const met = { ...deadline, metAt: arrivedAt };
  if (deadline.state === 'no_calendar' || deadline.state === 'missed') return met;
  const inTime = deadline.dueAt === null || arrivedAt <= deadline.dueAt;
  return inTime ? { ...met, state: 'met' } : { ...met, state: 'missed', missedAt: arrivedAt };
}

/** The deadline after the delivery ended without its fact; null when nothing was open. A miss stays on record. */
export function cancelDeadline(deadline: Deadline): Deadline | null {
  if (deadline.metAt !== null || !(deadline.state === 'open' || deadline.state === 'no_calendar'))
    return null;
  return { ...deadline, state: 'cancelled' };
}

/** Whether the fact came after its time. */
export function isLate(deadline: Deadline): boolean {
  return deadline.state === 'missed' && deadline.metAt !== null;
}
