import { createHash } from 'node:crypto';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { KafkaSettings } from '#base/kafka';
import { projectRoot } from '#base/settings';
import { Database } from '#base/postgres';
import { nodeFlags } from '../../docker/local/node-flags.js';
import { program } from '../../docker/local/places.js';
import { cloneDatabase, randomId, testKafka, type TestKafka } from './servers.js';
import { WarmCli, type Answer } from './warm-cli.js';

export type HubApp = 'collect' | 'receive' | 'normalise' | 'relay' | 'watch';

/** A department's system as a test needs it: the source document and the address the hub reads it by. */
export interface TestSource {
  /** `<region>.<department>.<system>`. */
  readonly id: string;
  readonly yaml: string;
  readonly url: string;
  /** Secrets its settings name besides the address. */
  readonly secrets?: Readonly<Record<string, string>>;
}

/** One running process of the hub. */
export interface HubProcess {
  readonly pid: number;
  running(): boolean;
  /** Everything it said so far. */
  output(): string;
  /** SIGKILL: no last word. */
  kill(): Promise<void>;
  /** SIGTERM, and waits; answers the exit code. */
  stop(): Promise<number | null>;
}

/** Where a hub under test lives when not on the servers of the test run. */
export interface HubServers {
  readonly databaseUrl: string;
  readonly kafka: TestKafka;
}

interface Wish {
  readonly sources: readonly TestSource[];
  readonly servers?: HubServers;
  /** Settings by environment name, e.g. `HUB_COLLECT_LEASE_MS`. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** A hub of one test: its own database, topic prefix, configuration folder and processes. */
export class HubSet {
  readonly database: Database;
  readonly #children: ChildProcess[] = [];
  #cli: WarmCli | null = null;

  private constructor(
    readonly prefix: string,
    readonly databaseUrl: string,
    readonly folder: string,
    readonly kafka: TestKafka,
    private readonly settings: Readonly<Record<string, string>>,
    private readonly dropDatabase: () => Promise<void>,
  ) {
    this.database = new Database({ url: databaseUrl, maxConnections: 4, applicationName: 'hub test' });
  }

  /** Makes database, configuration and accounts, and runs `hub setup`. */
  static async open(wish: Wish): Promise<HubSet> {
    const prefix = `t${randomId()}.`;
    const folder = await mkdtemp(join(tmpdir(), 'hub-test-'));
    const clone = wish.servers === undefined ? await cloneDatabase() : null;
    const databaseUrl = wish.servers?.databaseUrl ?? clone?.url ?? '';
    const kafka = wish.servers?.kafka ?? testKafka();
    const drop = async (): Promise<void> => clone?.drop();
    const hub = new HubSet(prefix, databaseUrl, folder, kafka, wish.settings ?? {}, drop);
    await hub.#writeConfiguration(wish.sources);
    const setup = await hub.cli('setup');
    if (setup.code === 0) return hub;
    await hub.close();
    throw new Error(`hub setup failed:\n${setup.output}`);
  }

  /** Starts a process of the hub; `settings` are its own, by environment name. */
  async start(app: HubApp, settings: Readonly<Record<string, string>> = {}): Promise<HubProcess> {
    const child = spawn(process.execPath, [...nodeFlags, program(app)], {
      env: { ...this.#environment(`hub-${app}`), ...settings },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#children.push(child);
    let text = '';
    const keep = (chunk: Buffer): void => {
      text += chunk.toString('utf8');
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    await once(child, 'spawn');
    const running = (): boolean => child.exitCode === null && child.signalCode === null;
    const end = async (signal: NodeJS.Signals): Promise<number | null> => {
      if (!running()) return child.exitCode;
      const exited = once(child, 'exit');
      child.kill(signal);
      await exited;
      return child.exitCode;
    };
    return {
      pid: child.pid ?? 0,
      running,
      output: () => text,
      kill: async () => void (await end('SIGKILL')),
      stop: () => end('SIGTERM'),
    };
  }

  /** Runs one command of the hub's command line, as provisioning account. */
  cli(...args: readonly string[]): Promise<Answer> {
    this.#cli ??= new WarmCli(this.#environment(this.kafka.username), this.folder);
    return this.#cli.ask(args);
  }

  /** Runs one command of the command line in a process of its own, with a value on its standard input. */
  async enter(value: string, ...args: readonly string[]): Promise<Answer> {
    const child = spawn(process.execPath, [program('hub'), ...args], {
      env: this.#environment(this.kafka.username),
      stdio: 'pipe',
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.stdin.end(value);
    await once(child, 'close');
    return { code: child.exitCode, output };
  }

  /** Password of a Kafka account; the same for every hub of a test run, since accounts belong to the cluster. */
  password(account: string): string {
    if (account === this.kafka.username) return this.kafka.password;
    return createHash('sha256').update(`${this.kafka.password}${account}`).digest('base64url');
  }

  /** How a client reaches the broker with an account of this hub, or as its administrator. */
  settingsOf(account: string = this.kafka.username): KafkaSettings {
    const { brokers, mechanism } = this.kafka;
    return {
      brokers,
      sasl: { mechanism, username: account, password: this.password(account) },
      tls: null,
      clientId: account,
      topicPrefix: this.prefix,
    };
  }

  /** Ends every process that still runs and forgets the database and the folder. */
  async close(): Promise<void> {
    for (const child of this.#children) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await exited;
    }
    await this.#cli?.close();
    await this.database.close();
    await this.dropDatabase();
    await rm(this.folder, { recursive: true, force: true });
  }

  #environment(account: string): NodeJS.ProcessEnv {
    const inherited = Object.entries(process.env).filter(
      ([name]) => !/^(HUB_|KAFKA_|DATABASE_URL|TEST_)/.test(name),
    );
    return {
      ...Object.fromEntries(inherited),
      DATABASE_URL: this.databaseUrl,
      KAFKA_BROKERS: this.kafka.brokers.join(','),
      KAFKA_SASL_MECHANISM: this.kafka.mechanism,
      KAFKA_USERNAME: account,
      KAFKA_PASSWORD: this.password(account),
      HUB_TOPIC_PREFIX: this.prefix,
      HUB_HTTP_PORT: '0',
      HUB_WATCH_PORT: '0',
      HUB_SETUP_ADMIT: '*',
      HUB_SECRETS_FILE: join(this.folder, 'secrets.json'),
      HUB_CONFIG_DIR: join(this.folder, 'config'),
      ...this.settings,
    };
  }

  async #writeConfiguration(sources: readonly TestSource[]): Promise<void> {
    const config = join(this.folder, 'config');
    const filter = (path: string): boolean => basename(path) !== 'sources';
    await cp(join(projectRoot(), 'config'), config, { recursive: true, filter });
    for (const { id, yaml } of sources) {
      const [region = '', department = '', system = ''] = id.split('.');
      const file = join(config, 'departments', region, department, 'sources', `${system}.yaml`);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, yaml);
    }
    await writeFile(join(this.folder, 'secrets.json'), JSON.stringify(await this.#secrets(sources)), {
      mode: 0o600,
    });
  }

  async #secrets(sources: readonly TestSource[]): Promise<Readonly<Record<string, string>>> {
    const departments = join(projectRoot(), 'config/departments');
    const accounts = ['hub-collect', 'hub-receive', 'hub-normalise', 'hub-relay', 'hub-watch'];
    for (const region of await readdir(departments)) {
      for (const department of await readdir(join(departments, region)))
        accounts.push(`dept-${region}-${department}`);
    }
    return Object.fromEntries([
      ...accounts.map((account) => [`kafka.${account}`, this.password(account)] as const),
      ...sources.map(({ id, url }) => [`source.${id}.url`, url] as const),
      ...sources.flatMap(({ secrets }) => Object.entries(secrets ?? {})),
    ]);
  }
}
