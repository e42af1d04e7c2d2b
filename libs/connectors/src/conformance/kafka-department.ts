import { Admin, Producer } from '@platformatic/kafka';
import { brandAs, type SourceDefinition, type SourceReader, type StreamDefinition } from '#base/contracts';
import {
  kafkaSettings,
  Provisioner,
  publishingOptions,
  type Grant,
  type KafkaSettings,
  withAccount,
} from '#base/kafka';
import { eventually } from '../../../../test/support/eventually.js';
import { randomId, testKafka } from '../../../../test/support/servers.js';
import { kafkaConnector } from '../kafka/kafka.connector.js';

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

/** Signs in as the test broker's super user and makes the hub an account of its own there. */
export async function openKafkaDepartment(): Promise<KafkaDepartment> {
  const account = { username: `reader-${randomId()}`, password: `口令-${randomId()}` };
  const settings = adminSettings();
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
      await eventually(async () => void (await asReader.metadata({ topics: [name], forceUpdate: true })));
      return name;
    },
    async write(topic, messages) {
      // A message without a value is a tombstone; the client's type does not know it.
      const sent = messages.map(({ key, value, partition = 0 }) => ({
        topic,
        partition,
        ...(key === null ? {} : { key: Buffer.from(key) }),
        ...(value === null ? {} : { value: bytesOf(value) }),
      }));
      await producer.send({ messages: sent, acks: -1 } as Parameters<Producer['send']>[0]);
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

function bytesOf(value: string | object): Buffer {
  return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
}

function adminSettings(): KafkaSettings {
  const { brokers, mechanism, username, password } = testKafka();
  const section = { brokers, saslMechanism: mechanism, username, password, tls: false, caFile: '' } as const;
  return kafkaSettings(section, `dept-${randomId()}`);
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
    writeBack: false,
    overrides: {},
    streams,
  };
}
