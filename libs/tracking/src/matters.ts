import type { DepartmentRef } from '#base/contracts';
import type { Climb, TakenStep } from './climb-ladder.js';
import { sameDepartment } from './known-delivery.js';
import type { OwedDeadline } from './owed-deadline.js';
import type { TrackingPolicy } from './tracking-policy.js';

/** A step of one deadline. */
export type OwedStep = TakenStep & { readonly owed: OwedDeadline };

/** What one message owes at the same time is one matter, however many receipts it owes; `to` is empty where nobody is told any more. */
export interface Matter {
  readonly first: OwedStep;
  readonly steps: readonly OwedStep[];
  readonly to: readonly DepartmentRef[];
  /** The liaison or the leader it is for, as the department names them for the item; null for other steps. */
  readonly contact: string | null;
}

/** The steps of a sweep as matters with whom they reach, in the order of their time. */
export function mattersOf(policy: TrackingPolicy, climbs: readonly Climb[]): readonly Matter[] {
  const taken = climbs.flatMap((climb): readonly OwedStep[] =>
    climb.taken.map((one) => ({ ...one, owed: climb.owed })),
  );
  const groups = Map.groupBy(taken, ({ owed, number, plannedAt, step }) =>
    [owed.messageId, number, plannedAt.getTime(), step.action, step.target].join(' '),
  );
  return [...groups.values()]
    .flatMap((steps): readonly Matter[] => {
      const [first] = steps;
      if (first === undefined) return [];
      const to = first.overtaken ? [] : recipientsOf(policy, first);
      return [{ first, steps, to, contact: contactOf(policy, first) }];
    })
    .toSorted((one, other) => one.first.plannedAt.getTime() - other.first.plannedAt.getTime());
}

/** A liaison or a department is reached on the department's own topic; what goes to the centre or a leader the department hears too. */
function recipientsOf(policy: TrackingPolicy, { owed, step }: OwedStep): readonly DepartmentRef[] {
  if (step.target === 'liaison' || step.target === 'department') return [owed.to];
  const centre = policy.approvalBureau(owed.region);
  return centre === null || sameDepartment(centre, owed.to) ? [owed.to] : [owed.to, centre];
}

function contactOf(policy: TrackingPolicy, { owed, step: { target } }: OwedStep): string | null {
  if (target !== 'liaison' && target !== 'leader') return null;
  return policy.contact(owed.to, owed.item)[target];
}
