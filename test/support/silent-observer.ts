import type { CollectObserver } from '#libs/intake';

const silent = (): void => undefined;

/** Hears everything of a collector and says nothing. */
export const silentObserver: CollectObserver = {
  shared: silent,
  unshared: silent,
  leased: silent,
  released: silent,
  counted: silent,
  published: silent,
  polled: silent,
  retained: silent,
  late: silent,
  noticed: silent,
  faulted: silent,
  cost: silent,
  resting: silent,
};
