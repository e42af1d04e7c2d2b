import type { Metrics } from '#base/telemetry';
import type { BreachStates } from './breach-router.js';

/** Counts how breaches were decided, by outcome. */
export function countBreaches(metrics: Pick<Metrics, 'count'>, states: BreachStates): void {
  for (const outcome of states) metrics.count('hub_breaches_total', { outcome });
}
