import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { kafkaEnvironment } from './kafka-access.js';
import { places, program } from './places.js';
import { readSecrets } from './secrets.js';

interface KnownSet {
  readonly hub: { readonly database: string; readonly topicPrefix: string };
  readonly kafka: {
    readonly brokers: readonly string[];
    readonly mechanism: string;
    readonly tls: boolean;
    readonly caFile: string | null;
    readonly admin: { readonly username: string; readonly password: string } | null;
  };
}

/** Runs the hub's command line against the running local set, unless the environment names other servers. */
async function main(args: readonly string[]): Promise<number> {
  const env = process.env['DATABASE_URL'] === undefined ? await localEnvironment(args) : process.env;
  const child = spawn(
    process.execPath,
    ['--disable-warning=TimeoutNegativeWarning', program('hub'), ...args],
    {
      env,
      stdio: 'inherit',
    },
  );
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
}

async function localEnvironment(args: readonly string[]): Promise<NodeJS.ProcessEnv> {
  const known = await readKnownSet();
  if (known === null) {
    const alone = args.length === 0 || args.some((word) => ['--help', '-h', 'help', 'docs'].includes(word));
    if (!alone)
      process.stderr.write(
        '本地环境没有在运行：请先 npm start，或用 DATABASE_URL 与 KAFKA_BROKERS 指定服务器。\n',
      );
    return process.env;
  }
  const access = {
    ...known.kafka,
    brokers: known.kafka.brokers.join(','),
    mechanism: known.kafka.mechanism.toLowerCase(),
  };
  const provisions = args.some((word) => word === 'setup' || word === 'apply');
  const account = provisions && access.admin !== null ? access.admin.username : 'hub-watch';
  return {
    ...process.env,
    ...kafkaEnvironment(access, account, await readSecrets()),
    DATABASE_URL: known.hub.database,
    HUB_TOPIC_PREFIX: known.hub.topicPrefix,
    HUB_SECRETS_FILE: places.secrets,
    HUB_VAULT_KEY_FILE: process.env['HUB_VAULT_KEY_FILE'] ?? places.vaultKey,
    HUB_CONFIG_DIR: process.env['HUB_CONFIG_DIR'] ?? places.config,
  };
}

/* The file is our own and written whole: it is there and right, or not there. */
async function readKnownSet(): Promise<KnownSet | null> {
  const text = await readFile(places.endpoints, 'utf8').catch(() => null);
  return text === null ? null : (JSON.parse(text) as KnownSet);
}

process.exit(await main(process.argv.slice(2)));
