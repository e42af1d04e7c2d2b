import type { PromiseName } from '../promises.js';
import { promises } from '../promises.js';
import { atBench } from './bench.js';
import type { Keeping } from './keeping.js';
import { boundPromises } from './promises/bounds.js';
import { faultPromises } from './promises/faults.js';
import { readingPromises } from './promises/reading.js';
import { settingsPromises } from './promises/settings.js';
import type { Subject } from './subject.js';

const keeping: Keeping<PromiseName> = {
  ...settingsPromises,
  ...readingPromises,
  ...faultPromises,
  ...boundPromises,
};

const names = Object.keys(promises) as readonly PromiseName[];

/** The promises that a subject must keep, by name: all that it does not waive. */
export function promisesOf({ waivers }: Pick<Subject, 'waivers'>): readonly PromiseName[] {
  return names.filter((name) => waivers[name] === undefined);
}

/** Holds a subject to one promise. */
export function keeps(name: PromiseName, subject: Subject): Promise<void> {
  return atBench(subject, keeping[name]);
}
