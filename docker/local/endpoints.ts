import { writePrivately } from './password.js';
import { places } from './places.js';
import type { HubProcess } from './processes.js';
import { sampleSources, sampleSystems, type SampleDepartment, type SampleSystem } from './sample.js';
import { hostedSystems, type HostedSystem } from './sample-hosted.js';
import type { LocalSecrets } from './secrets.js';
import type { ServerSet } from './server-set.js';

/** What there is to say about a running set. */
export interface RunningSet {
  readonly servers: ServerSet;
  readonly secrets: LocalSecrets;
  readonly processes: readonly HubProcess[];
  readonly departments: readonly SampleDepartment[];
  readonly topicPrefix: string;
}

/** Writes var/endpoints.json, whole and for its owner's eyes only: every address and account of the running set. */
export async function writeEndpoints(set: RunningSet): Promise<void> {
  await writePrivately(places.endpoints, `${JSON.stringify(endpointsOf(set), null, 2)}\n`);
}

/** The content of var/endpoints.json. */
export function endpointsOf({ servers, secrets, processes, departments, topicPrefix }: RunningSet): object {
  const { kafka } = servers;
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
