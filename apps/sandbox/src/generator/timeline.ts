import type { Timeline } from './case-plan.js';
import type { Dice } from './dice.js';
import { startOfDay } from './local-time.js';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** How far back a seeded case may reach. */
const longestAgoDays = 110;
/** The same for a case that waits for its special procedure to end. */
const lastingAgoDays = 9;

/** A case of the last months whose rows reached the front database within the two days before `asOf`. */
export function pastTimeline(
  dice: Dice,
  asOf: Date,
  { pauses, lasting }: { readonly pauses: boolean; readonly lasting: boolean },
): Timeline {
  const midnight = startOfDay(asOf).getTime();
  const atWork = (daysAgo: number): number =>
    midnight - daysAgo * day + dice.between(9, 16) * hour + dice.between(0, 59) * minute;
  const decidedAgo = dice.between(2, lasting ? lastingAgoDays : longestAgoDays);
  const length = dice.between(pauses ? 8 : 3, 18);
  const accepted = atWork(decidedAgo + length);
  const decided = atWork(decidedAgo);
  const stepCount = dice.between(2, 4);
  const share = (decided - accepted) / stepCount;
  const edge = (at: number): Date => new Date(Math.round((accepted + at * share) / 1000) * 1000);
  return {
    appliedAt: new Date(accepted - dice.between(1, 40) * hour),
    acceptedAt: new Date(accepted),
    steps: Array.from({ length: stepCount }, (_, at) => ({ startedAt: edge(at), endedAt: edge(at + 1) })),
    paused: pauses ? { startedAt: new Date(accepted + day), endedAt: new Date(accepted + 4 * day) } : null,
    decidedAt: new Date(decided),
    writtenAt: new Date(Math.floor(asOf.getTime() / 1000) * 1000 - dice.between(3 * hour, 47 * hour)),
    writeGapMs: dice.between(5, 300) * 1000,
  };
}

/** A case that happens now: from application to decision in the given number of milliseconds. */
export function liveTimeline(now: Date, lastsMs: number, pauses: boolean): Timeline {
  const at = (share: number): Date => new Date(now.getTime() + share * lastsMs);
  return {
    appliedAt: at(0),
    acceptedAt: at(0.2),
    steps: [
      { startedAt: at(0.2), endedAt: at(0.6) },
      { startedAt: at(0.6), endedAt: at(1) },
    ],
    paused: pauses ? { startedAt: at(0.4), endedAt: at(0.7) } : null,
    decidedAt: at(1),
    writtenAt: now,
    writeGapMs: 0,
  };
}
