import type { KafkaSettings } from './kafka-settings.js';
import type { ProvisionPlan, ProvisionReport } from './provision-plan.js';

/** Brings a cluster to the plan with an administrator's account. A second run changes nothing. */
export class Provisioner {
  constructor(readonly settings: KafkaSettings) {}

  /** Creates what is missing and says what it was; throws HUB_PROVISION_REFUSED or HUB_BROKER_UNREACHABLE. */
  async apply(
    plan: ProvisionPlan,
    signal: AbortSignal = new AbortController().signal,
  ): Promise<ProvisionReport> {
    const { applyPlan } = await import('./apply-plan.js');
    return applyPlan(this.settings, plan, signal);
  }
}
