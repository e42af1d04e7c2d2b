import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll } from '@jest/globals';
import { Admin, Producer } from '@platformatic/kafka';
import {
  brandAs,
  HubError,
  type SourceDefinition,
  type SourceReader,
  type StreamDefinition,
} from '#base/contracts';
import {
  kafkaSettings,
  Provisioner,
  publishingOptions,
  type Grant,
  type KafkaSettings,
  withAccount,
} from '#base/kafka';
import { kafkaConnector } from './kafka.connector.js';

/** A message a department writes; a null value is a tombstone. */
export interface GivenMessage {
  readonly key: string | null;
  readonly value: string | object | null;
  readonly partition?: number;
}

/** A department's cluster under test, with the department's right to everything and the hub's account to its topics. */
export interface KafkaDepartment {
  readonly admin: Admin;
  readonly producer: Producer;
  readonly settings: KafkaSettings;
  /** The cluster with the hub's account, as a secret says it. */
  readonly address: string;
  /** Makes a topic that the hub's account may read; `beyond` are rights it does not need. */
  topic(partitions: number, beyond?: readonly Grant['operation'][]): Promise<string>;
  write(topic: string, messages: readonly GivenMessage[]): Promise<void>;
  open(streams: readonly StreamDefinition[], address?: string): Promise<SourceReader>;
  close(): Promise<void>;
}

/** How the department itself reaches its broker. */
interface SuperUser {
  readonly brokers: readonly string[];
  readonly mechanism: 'scram-sha-512';
  readonly username: string;
  readonly password: string;
}

/** The department of a spec: opened before its tests, closed with its readers after them. */
export function useKafkaDepartment(broker: () => SuperUser): {
  readonly department: () => KafkaDepartment;
  readonly open: (stream: StreamDefinition, address?: string) => Promise<SourceReader>;
} {
  const readers: SourceReader[] = [];
  let department: KafkaDepartment | null = null;
  const now = (): KafkaDepartment => {
    if (department === null) throw new Error('the department is opened before the first test');
    return department;
  };
  beforeAll(async () => {
    const { mechanism, ...access } = broker();
    const section = { ...access, saslMechanism: mechanism, tls: false, caFile: '' } as const;
    department = await openKafkaDepartment(kafkaSettings(section, 'kafka-connector-spec'));
  });
  afterAll(async () => {
    await Promise.all(readers.map((reader) => reader.close()));
    await now().close();
  });
  return {
    department: now,
    async open(stream, address) {
      const reader = await now().open([stream], address);
      readers.push(reader);
      return reader;
    },
  };
}

/** Takes a super user's settings of a broker and makes the hub an account of its own there. */
async function openKafkaDepartment(settings: KafkaSettings): Promise<KafkaDepartment> {
  const account = { username: `reader-${randomId()}`, password: `口令-${randomId()}` };
  const provisioner = new Provisioner(settings);
  await provisioner.apply({ topics: [], accounts: [account], grants: [] });
  const admin = new Admin({ ...publishingOptions(settings), retries: 5 });
  const producer = new Producer({ ...publishingOptions(settings), retries: 5, autocreateTopics: false });
  const asReader = new Admin({
    ...publishingOptions(withAccount(settings, account.username, account.password)),
    retries: 0,
  });
  const address = addressOf(settings, account);
  return {
    admin,
    producer,
    settings,
    address,
    async topic(partitions, beyond = []) {
      const name = `dept-${randomId()}`;
      const operations = ['read', 'describe', ...beyond] as const;
      const rule = { account: account.username, resource: 'topic', name, pattern: 'literal' } as const;
      const grants = operations.map((operation) => ({ ...rule, operation }));
      await provisioner.apply({ topics: [{ name, partitions, config: {} }], accounts: [], grants });
      // Brokers learn of a right a moment after it was given.
      await untilReadable(asReader, name);
      return name;
    },
    async write(topic, messages) {
      const sent = messages.map(({ key, value, partition = 0 }) => ({
        topic,
        partition,
        ...(key === null ? {} : { key: Buffer.from(key) }),
        ...(value === null ? {} : { value: bytesOf(value) }),
      }));
      await producer.send({ messages: sent, acks: -1 });
    },
    open: (streams, url = address) => kafkaConnector().open(topicSource(streams), () => url),
    async close() {
      await producer.close();
      await admin.close();
      await asReader.close();
    },
  };
}

async function untilReadable(reader: Admin, topic: string): Promise<void> {
  const patience = AbortSignal.timeout(30_000);
  const look = { topics: [topic], forceUpdate: true };
  while (!(await reader.metadata(look).then(Boolean, () => false))) patience.throwIfAborted();
}

function randomId(): string {
  return randomBytes(5).toString('hex');
}

function bytesOf(value: string | object): Buffer {
  return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
}

function addressOf(
  { brokers }: KafkaSettings,
  account: { readonly username: string; readonly password: string },
): string {
  const url = new URL(`kafka://${brokers[0] ?? ''}`);
  url.username = account.username;
  url.password = account.password;
  return url.href;
}

/** A stream of a topic, by the fields of `message`. */
export function topicStream(topic: string, settings: object = {}): StreamDefinition {
  return {
    name: brandAs('acceptance'),
    kind: 'acceptance',
    table: '',
    settings: { topic, ...settings },
    mode: 'cursor',
    cursor: null,
    key: ['ID', 'VER'],
    caseNumber: 'ID',
    flag: null,
  };
}

/** A source of a department's topics. */
export function topicSource(
  streams: readonly StreamDefinition[],
  settings: object = { timeout: '3s' },
): SourceDefinition {
  return {
    id: brandAs('370800.jtysj.mq'),
    name: '测试主题',
    connector: 'kafka',
    standard: 'guangdong-mq',
    generation: 'v1',
    timeZone: 'Asia/Shanghai',
    settings: { ...settings },
    pageSize: 100,
    pollMs: 1_000,
    lagMs: 0,
    overlapMs: 0,
    sweep: null,
    firstLoad: { tell: false },
    writeBack: false,
    overrides: {},
    streams,
  };
}

/** A record as the streams here know it. */
export function message(id: string, partition = 0): GivenMessage {
  return { key: id, value: { ID: id, VER: 1 }, partition };
}

/** The fault a piece of work ends with. */
export async function thrownBy(work: Promise<unknown>): Promise<HubError> {
  const thrown: unknown = await work.then(() => null).catch((fault: unknown) => fault);
  if (thrown instanceof HubError) return thrown;
  throw new Error(`no HubError but ${String(thrown)}`);
}
