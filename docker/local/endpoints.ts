import { places } from './places.js';
import type { HubProcess } from './processes.js';
import type { Running } from './restarts.js';
import { sampleSources, sampleSystems, type SampleDepartment, type SampleSystem } from './sample.js';
import { hostedSystems, type HostedSystem } from './sample-hosted.js';
import type { LocalSecrets } from './secrets.js';
import type { ServerSet } from './server-set.js';
import type { ServerHandle } from './server.js';

/** What there is to say about a running set. */
export interface RunningSet {
  readonly servers: ServerSet;
  readonly secrets: LocalSecrets;
  readonly processes: readonly HubProcess[];
  readonly departments: readonly SampleDepartment[];
  readonly topicPrefix: string;
  /** Servers of our own. */
  readonly own: readonly Pick<ServerHandle, 'name' | 'port'>[];
  /** What was started again, and how often. */
  running(): readonly Running[];
}

/** The content of var/endpoints.json: every address and account of the running set, and what was started again how often. */
export function endpointsOf(set: RunningSet): Readonly<Record<string, unknown>> {
  const { servers, secrets, departments, topicPrefix } = set;
  const { kafka } = servers;
  // The samples' process has no address of its own: it is known by its departments' systems.
  const processes = set.processes.filter(({ name }) => name !== sampleProcess);
  const base = (name: string): string =>
    `http://127.0.0.1:${processes.find((each) => each.name === name)?.httpPort ?? 0}`;
  return {
    hub: {
      database: servers.database,
      api: base('watch'),
      metrics: Object.fromEntries(processes.map(({ name }) => [name, `${base(name)}/metrics`])),
      health: Object.fromEntries(processes.map(({ name }) => [name, `${base(name)}/health/ready`])),
      secretsFile: places.secrets,
      vaultKeyFile: process.env['HUB_VAULT_KEY_FILE'] ?? places.vaultKey,
      topicPrefix,
      operatorToken: secrets['watch.operatorToken'],
    },
    processes: set.processes.map(({ name }) => ({
      name,
      ...(name === sampleProcess ? {} : { url: base(name) }),
      ...restartsOf(set, name),
    })),
    servers: set.own.map(({ name, port }) => ({
      name,
      url: `tcp://127.0.0.1:${port}`,
      ...restartsOf(set, name),
    })),
    kafka: {
      brokers: kafka.brokers.split(',').map((broker) => broker.trim()),
      mechanism: kafka.mechanism.toUpperCase(),
      tls: kafka.tls,
      caFile: kafka.caFile,
      admin: kafka.admin,
    },
    departments: departments.map(({ region, department, name, username }) => ({
      region,
      department,
      name,
      feedbackTopic: `${topicPrefix}feedback.${region}.${department}.v1`,
      replyTopic: `${topicPrefix}reply.${region}.${department}.v1`,
      groupPrefix: `dept-${region}-${department}.`,
      username,
      password: secrets[`kafka.${username}`],
    })),
    sandbox: [
      ...sampleSources.map(({ source, kind, standard, generation }) => ({
        source,
        kind,
        url: secrets[`sandbox.${source}.url`],
        standard,
        generation,
      })),
      ...[...sampleSystems, ...hostedSystems].map((system) => systemOf(system, secrets)),
    ],
  };
}

const sampleProcess = 'sandbox';

function restartsOf(set: RunningSet, name: string): object {
  const known = set.running().find((each) => each.name === name);
  return { restarts: known?.restarts ?? 0, lastEndedAt: known?.lastEndedAt ?? null };
}

/** A department's own system: its address, its account where the address carries one, and what else its source needs. */
function systemOf(
  { source, kind, standard, generation, secrets: names }: SampleSystem | HostedSystem,
  secrets: LocalSecrets,
): object {
  const access = names.map((name) => [name, secrets[`source.${source}.${name}`]] as const);
  return {
    source,
    kind,
    url: secrets[`source.${source}.url`],
    standard,
    generation,
    ...(access.length === 0 ? {} : { access: Object.fromEntries(access) }),
  };
}
