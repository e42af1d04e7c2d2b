import type { Clock, Transactions } from '#base/contracts';
import type { Random } from './secret-text.js';

/** What accounts, sessions and tokens stand on. */
export interface AccessPorts {
  readonly database: Transactions;
  readonly clock: Clock;
  readonly random: Random;
}
