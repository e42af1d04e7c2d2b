import type { KafkaAccess } from './kafka-access.js';
import { newPassword } from './password.js';
import type { LocalSecrets, SampleServers } from './secrets.js';

/** A department's system that has no server of its own: topics on the broker, a sender that knows the hub's door, a table beside another system's. */
export interface HostedSystem {
  readonly source: string;
  readonly kind: 'kafka' | 'push' | 'postgres';
  readonly secrets: readonly string[];
  readonly standard: string;
  readonly generation: string;
}

const traffic = '370800.jtysj.mq';
const health = '370800.wsjkw.push';
const licences = '370800.xzspj.licence';

/** Where they live: the broker, the hub's door for what is pushed, the sample's database servers. */
export interface Hosts {
  readonly kafka: KafkaAccess;
  readonly pushPort: number;
  readonly servers: SampleServers;
}

export const hostedSystems: readonly HostedSystem[] = [
  { source: traffic, kind: 'kafka', secrets: [], standard: 'internet-supervision', generation: 'v1' },
  { source: health, kind: 'push', secrets: ['key'], standard: 'internet-supervision', generation: 'v1' },
  { source: licences, kind: 'postgres', secrets: [], standard: 'licence-catalogue', generation: 'v1' },
];

/** Their secrets: addresses follow broker and door, accounts and keys are made once. */
export function hostedSecrets({ kafka, pushPort, servers }: Hosts, kept: LocalSecrets): LocalSecrets {
  const address = (name: string, account: string): string => {
    const url = new URL(brokerAddress(kafka));
    const old = kept[name];
    if (kafka.admin !== null) {
      url.username = account;
      url.password = (old === undefined ? '' : new URL(old).password) || newPassword();
    }
    return url.href;
  };
  const [read, written] = [`source.${traffic}.url`, `sandbox.${traffic}.url`];
  const door = `http://127.0.0.1:${pushPort}`;
  return {
    [read]: address(read, 'jtysj-hub'),
    [written]: address(written, 'jtysj-app'),
    [`source.${health}.key`]: kept[`source.${health}.key`] ?? newPassword(),
    [`source.${health}.url`]: door,
    [`sandbox.${health}.url`]: door,
    [`source.${licences}.url`]: catalogueAddress(servers, kept[`source.${licences}.url`]),
  };
}

/* The licences lie in the approval bureau's front database, and are read by an account that sees nothing else there. */
function catalogueAddress({ postgres }: SampleServers, old: string | undefined): string {
  const url = new URL(postgres);
  url.username = 'hub_licence';
  url.password = old === undefined ? newPassword() : new URL(old).password;
  url.pathname = '/xzspj_front';
  return url.href;
}

/** The broker as its administrator reaches it. */
export function kafkaAdminUrl(kafka: KafkaAccess): string {
  const url = new URL(brokerAddress(kafka));
  if (kafka.admin !== null) {
    url.username = kafka.admin.username;
    url.password = encodeURIComponent(kafka.admin.password);
  }
  return url.href;
}

function brokerAddress({ brokers }: KafkaAccess): string {
  return `kafka://${brokers.split(',')[0]?.trim() ?? ''}`;
}
