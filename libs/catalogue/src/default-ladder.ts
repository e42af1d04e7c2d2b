import type { LadderStep, TimeLimit } from '#base/contracts';

/** The ladder of a clause that states none: an urge to the department before the due time, and the centre told once it is missed. */
export function defaultLadder({ amount, unit }: TimeLimit): readonly LadderStep[] {
  const urge = amount === 0 ? { offset: 0, unit: 'workingDay' as const } : { offset: -amount, unit };
  return [
    { ...urge, action: 'urge', target: 'department', colour: null },
    { offset: 0, unit: 'workingDay', action: 'supervise', target: 'centre', colour: null },
  ];
}
