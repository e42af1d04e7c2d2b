import { sweepDeadlines, type Swept, type SweepParts } from './sweep-deadlines.js';

/** Sweeps that run beside each other while there is much to do: one waits for the database while the other plans. */
const abreast = 2;

/** Sweeps once, or after a full sweep several abreast, each in a transaction and with deadlines of its own; ends when all have ended. */
export async function sweepAbreast(parts: SweepParts, before: Pick<Swept, 'more'> | null): Promise<Swept> {
  const sweeps = Array.from({ length: before?.more === true ? abreast : 1 }, () => sweepDeadlines(parts));
  const ended = await Promise.allSettled(sweeps);
  return ended.map(orThrow).reduce(together);
}

function orThrow(ended: PromiseSettledResult<Swept>): Swept {
  if (ended.status === 'rejected') throw ended.reason;
  return ended.value;
}

function together(one: Swept, other: Swept): Swept {
  return {
    looked: one.looked + other.looked,
    missed: one.missed + other.missed,
    fired: one.fired + other.fired,
    reminders: [...one.reminders, ...other.reminders],
    more: one.more || other.more,
  };
}
