import { join } from 'node:path';
import { kafkaEnvironment } from './kafka-access.js';
import { places, program } from './places.js';
import type { Ports } from './ports.js';
import type { LocalSecrets } from './secrets.js';
import { kafkaAdminUrl } from './sample-hosted.js';
import type { ServerSet } from './server-set.js';

/** A process of the hub or of the sample: what it runs, as whom on the broker, and where it serves health and metrics. */
export interface HubProcess {
  readonly name: string;
  readonly args: readonly string[];
  readonly httpPort: number;
  readonly env: NodeJS.ProcessEnv;
}

const ours = [
  { name: 'watch', account: 'hub-watch', port: 18_080 },
  { name: 'collect', account: 'hub-collect', port: 18_081 },
  { name: 'receive', account: 'hub-receive', port: 18_085 },
  { name: 'normalise', account: 'hub-normalise', port: 18_082 },
  { name: 'relay', account: 'hub-relay', port: 18_083 },
] as const;

/** What every process of a running set is told. */
export interface Circumstances {
  readonly servers: ServerSet;
  readonly secrets: LocalSecrets;
  readonly ports: Ports;
}

/** The five processes of the hub, each with its own broker account. */
export async function hubProcesses(about: Circumstances): Promise<readonly HubProcess[]> {
  const processes: HubProcess[] = [];
  for (const { name, account, port } of ours) {
    const httpPort = await about.ports.take(name, port);
    const env = {
      ...environmentOf(about, name, account),
      ...(name === 'watch' && { HUB_WATCH_OPERATOR_TOKEN: about.secrets['watch.operatorToken'] ?? '' }),
      ...(await doorOf(about, name)),
      HUB_HTTP_PORT: String(httpPort),
    };
    processes.push({ name, args: [program(name)], httpPort, env });
  }
  return processes;
}

/** The door for departments that push; its port is its own. */
export const door = ['push', 18_094] as const;

async function doorOf({ ports }: Circumstances, name: string): Promise<NodeJS.ProcessEnv> {
  return name === 'receive' ? { HUB_RECEIVE_PORT: String(await ports.take(...door)) } : {};
}

/** The living sample departments; they know the department accounts only. */
export async function sandboxProcess(about: Circumstances): Promise<HubProcess> {
  const httpPort = await about.ports.take('sandbox', 18_084);
  const env = { ...sandboxEnvironment(about), HUB_HTTP_PORT: String(httpPort) };
  return { name: 'sandbox', args: [program('sandbox'), 'live'], httpPort, env };
}

/** The environment in which the sample departments' databases are made and filled. */
export function sandboxEnvironment(about: Circumstances): NodeJS.ProcessEnv {
  const { SANDBOX_POSTGRES_ADMIN_URL: _postgres, ...rest } = environmentOf(about, 'sandbox', '');
  return {
    ...rest,
    SANDBOX_POSTGRES_ADMIN_URL: about.servers.postgresAdmin,
    SANDBOX_MYSQL_ADMIN_URL: about.servers.mysqlAdmin,
    SANDBOX_KAFKA_ADMIN_URL: kafkaAdminUrl(about.servers.kafka),
    SANDBOX_FOLDER: join(places.local, 'sandbox'),
    // The samples begin to live when set-up has ended, so that its figures can be compared with theirs.
    SANDBOX_GROW_AFTER: places.endpoints,
  };
}

/** The environment of the hub's command line, as the account that provisions or the one that looks. */
export function commandEnvironment(
  about: Omit<Circumstances, 'ports'>,
  account: 'admin' | 'hub-watch',
): NodeJS.ProcessEnv {
  const name = account === 'admin' ? (about.servers.kafka.admin?.username ?? '') : account;
  return environmentOf(about, 'hub', name);
}

/* An empty account stands for none: the process brings accounts of its own. */
function environmentOf(
  about: Omit<Circumstances, 'ports'>,
  name: string,
  account: string,
): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([key]) => !/^(KAFKA|TEST)_/.test(key));
  const access = account === '' ? { ...about.servers.kafka, admin: null } : about.servers.kafka;
  const mechanism =
    about.servers.kafka.admin === null ? {} : { KAFKA_SASL_MECHANISM: about.servers.kafka.mechanism };
  return {
    ...Object.fromEntries(inherited),
    ...kafkaEnvironment(access, account, about.secrets),
    ...mechanism,
    DATABASE_URL: about.servers.database,
    HUB_SECRETS_FILE: places.secrets,
    ...vaultKey(name),
    HUB_CONFIG_DIR: process.env['HUB_CONFIG_DIR'] ?? places.config,
    HUB_LOG_FILE: join(places.logs, `${name}.jsonl`),
  };
}

/* Who opens the vault: those that read or verify with a department's secrets, watch for its lookups, and the command line that fills it. */
function vaultKey(name: string): NodeJS.ProcessEnv {
  const opens = name === 'collect' || name === 'receive' || name === 'watch' || name === 'hub';
  return opens ? { HUB_VAULT_KEY_FILE: process.env['HUB_VAULT_KEY_FILE'] ?? places.vaultKey } : {};
}
