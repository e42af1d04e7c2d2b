import type { Clock, Transactions } from '#base/contracts';
import type { Metrics } from '#base/telemetry';
import { claimBreaches } from '#libs/sending';
import type { BreachRouter } from './breach-router.js';
import type { PolicySource } from './case-router.js';
import { countBreaches } from './count-breaches.js';

const mostAtOnce = 200;

/** Looks again at breaches that found nobody, or too many, where a licence arrived since or a person decided. Safe beside other workers. */
export class RetryBreaches {
  constructor(
    private readonly database: Transactions,
    private readonly policy: PolicySource,
    private readonly router: BreachRouter,
    private readonly clock: Clock,
    private readonly metrics: Pick<Metrics, 'count'>,
  ) {}

  /** Looks at what is due now; answers how many it took up. */
  async retryNext(): Promise<number> {
    const at = this.clock.now();
    const edition = await this.policy.current();
    const states = await this.database.transaction(async (tx) => {
      const keys = await claimBreaches(tx, at, mostAtOnce);
      return this.router.route(tx, keys, new Set(), { at, edition });
    });
    countBreaches(this.metrics, states);
    return states.length;
  }
}
