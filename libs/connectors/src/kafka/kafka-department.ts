import { randomBytes } from 'node:crypto';
import { Admin, Producer } from '@platformatic/kafka';
import {
  brandAs,
  HubError,
  type SourceDefinition,
  type SourceReader,
  type StreamDefinition,
} from '#base/contracts';
import { Provisioner, publishingOptions, type Grant, type KafkaSettings, withAccount } from '#base/kafka';
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
  /** Makes a topic that the hub's account may read; `beyond` are rights it does not need. */
  topic(partitions: number, beyond?: readonly Grant['operation'][]): Promise<string>;
  write(topic: string, messages: readonly GivenMessage[]): Promise<void>;
  open(streams: readonly StreamDefinition[], address?: string): Promise<SourceReader>;
  stream(topic: string, settings?: object): StreamDefinition;
  close(): Promise<void>;
}

/** Takes a super user's settings of a broker and makes the hub an account of its own there. */
export async function openKafkaDepartment(settings: KafkaSettings): Promise<KafkaDepartment> {
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
    open: (streams, url = address) => kafkaConnector().open(sourceOf(streams), () => url),
    stream: streamOf,
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

function streamOf(topic: string, settings: object = {}): StreamDefinition {
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

function sourceOf(streams: readonly StreamDefinition[]): SourceDefinition {
  return {
    id: brandAs('370800.jtysj.mq'),
    name: '测试主题',
    connector: 'kafka',
    standard: 'guangdong-mq',
    generation: 'v1',
    timeZone: 'Asia/Shanghai',
    settings: { timeout: '3s' },
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
