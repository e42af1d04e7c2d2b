import type { Grant } from './access.js';
import type { Account } from './scram-users.js';

/** A topic that must exist. Partitions are never changed afterwards; `config` values are the broker's texts. */
export interface TopicPlan {
  readonly name: string;
  readonly partitions: number;
  readonly config: Readonly<Record<string, string>>;
}

/** Everything a cluster must have for one environment. */
export interface ProvisionPlan {
  readonly topics: readonly TopicPlan[];
  readonly accounts: readonly Account[];
  readonly grants: readonly Grant[];
}

/** What a run changed; empty lists mean that everything was there. `unexpected` are rights nobody planned: shown, not taken away. */
export interface ProvisionReport {
  readonly topicsCreated: readonly string[];
  readonly topicsReconfigured: readonly string[];
  readonly accountsCreated: readonly string[];
  readonly passwordsChanged: readonly string[];
  readonly grantsAdded: readonly string[];
  readonly unexpected: readonly string[];
}

const day = 86_400_000;

/** Raw topics keep 30 days, so that a rebuilt database can be filled again; exchange topics 90 days. */
export const topicConfigs = {
  raw: { 'retention.ms': String(30 * day), 'cleanup.policy': 'delete' },
  // The broker's own time: when a receipt arrived is not for its sender to say.
  exchange: {
    'retention.ms': String(90 * day),
    'cleanup.policy': 'delete',
    'message.timestamp.type': 'LogAppendTime',
  },
} as const;
