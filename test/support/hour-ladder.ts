import type { LadderDeadline, LadderStep, StepTime, TimedStep } from '#base/contracts';

const hourMs = 3_600_000;

/** A ladder by hours without days off: four steps where the clause is called `ladder`, else an urge at its time and a supervision at the miss. */
export function hourLadder({ clause, dueAt, urgeAt }: LadderDeadline): readonly TimedStep[] {
  const at = (offset: number): StepTime => ({ state: 'at', at: new Date(dueAt.getTime() + offset * hourMs) });
  if (clause?.id !== 'ladder')
    return [
      timed(urgeAt === null ? { state: 'passed-over' } : { state: 'at', at: urgeAt }, 'urge', 'department'),
      timed(at(0), 'supervise', 'centre'),
    ];
  return [
    timed(at(-24), 'remind', 'liaison'),
    timed(at(0), 'urge', 'department'),
    timed(at(72), 'supervise', 'centre', 'yellow'),
    timed(at(120), 'supervise', 'leader', 'red'),
  ];
}

function timed(
  time: StepTime,
  action: LadderStep['action'],
  target: LadderStep['target'],
  colour: LadderStep['colour'] = null,
): TimedStep {
  return { offset: 0, unit: 'hour', action, target, colour, time };
}
