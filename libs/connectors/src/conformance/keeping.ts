import type { PromiseName } from '../promises.js';
import type { Bench } from './bench.js';

/** The checks of some promises by name; each throws when the promise is broken. */
export type Keeping<Name extends PromiseName> = Readonly<Record<Name, (bench: Bench) => Promise<void>>>;
