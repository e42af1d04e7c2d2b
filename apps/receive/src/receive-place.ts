import { createHash, createHmac, randomUUID } from 'node:crypto';
import { brandAs, systemClock } from '#base/contracts';
import { kafkaSettings, LagReader, Producer, Provisioner, topicConfigs, TopicNames } from '#base/kafka';
import { Database } from '#base/postgres';
import { openTelemetry } from '#base/telemetry';
import { readPushSettings } from '#libs/connectors';
import { InFlight, KnownSources, applySources, PushReceiver } from '#libs/intake';
import { cloneDatabase, randomId, testKafka } from '../../../test/support/servers.js';
import { openDoor } from './open-door.js';
import { TelemetryObserver } from './telemetry-observer.js';

const topics = new TopicNames(`t${randomId()}.`);
/** The keys of the sample department by the name of their secret. */
const secrets: Readonly<Record<string, string>> = {
  old: `旧-${randomUUID()}`,
  new: `新-${randomUUID()}`,
};
const definition = (system: string, settings: string): string => `
document: source
id: 370800.wsjkw.${system}
name: 卫健推送
connector: push
standard: internet-supervision
generation: v1
settings: ${settings}
streams: [{ name: inspection, kind: inspection, mode: push, key: [id], caseNumber: id }]
`;
const both = 'keys: [{ id: k1, secret: old }, { id: k2, secret: new }]';
const documents = [
  { path: 'push.yaml', text: definition('push', `{ ${both} }`) },
  { path: 'sm.yaml', text: definition('sm', '{ digest: sm3, keys: [{ id: k1, secret: old }] }') },
  { path: 'slow.yaml', text: definition('slow', `{ ${both} }\nbudget: { rowsPerSecond: 1 }`) },
  { path: 'off.yaml', text: definition('off', `{ ${both} }`) },
];
const bounds = {
  host: '127.0.0.1',
  port: 0,
  maxBodyBytes: 20_000,
  maxRecords: 5,
  maxRecordBytes: 1_000,
  maxInFlightBytes: 30_000,
  bodyTimeoutMs: 1_000,
  publishTimeoutMs: 10_000,
  clockSkewMs: 300_000,
  keepAnswersMs: 60_000,
};

/** A door over real servers, with four sources of one department. */
export interface ReceivePlace {
  readonly address: URL;
  readonly database: Database;
  /** Publishing waits for this: a broker that is slow for a while. */
  slow(until: Promise<void>): void;
  /** What is published is acknowledged only after this. */
  linger(until: Promise<void>): void;
  /** Looking up who may push waits for this: a database that is slow for a while. */
  ponder(until: Promise<void>): void;
  /** Records on a source's raw topic. */
  inBroker(system?: string): Promise<number>;
  close(): Promise<void>;
}

/** How a batch is signed, where it differs from the usual. */
export interface Wish {
  readonly source?: string;
  readonly key?: string;
  readonly secret?: string;
  readonly digest?: 'sha256' | 'sm3';
  readonly batch?: string;
  readonly time?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signed?: string;
}

/** The headers of a signed batch. */
export function headersOf(path: string, body: string, wish: Wish): Record<string, string> {
  const { key = 'k1', secret = 'old', digest = 'sha256', batch = randomUUID(), time = Date.now() } = wish;
  const hash = createHash(digest)
    .update(wish.signed ?? body)
    .digest('hex');
  const text = ['POST', path, String(time), batch, hash].join('\n');
  return {
    'content-type': 'application/json',
    'x-hub-key': key,
    'x-hub-time': String(time),
    'idempotency-key': batch,
    'x-hub-signature': createHmac(digest, secrets[secret] ?? '')
      .update(text)
      .digest('hex'),
    ...wish.headers,
  };
}

const idOf = (system: string): string => `370800.wsjkw.${system}`;

/** Opens the door on a free port. */
export async function openPlace(): Promise<ReceivePlace> {
  const { mechanism, ...access } = testKafka();
  const section = { ...access, saslMechanism: mechanism, tls: false, caFile: '' } as const;
  const kafka = kafkaSettings(section, 'receive-spec', topics.prefix);
  const raw = ['push', 'sm', 'slow', 'off'].map((system) => topics.raw(brandAs(idOf(system))));
  const plans = raw.map((name) => ({ name, partitions: 1, config: topicConfigs.raw }));
  const place = await cloneDatabase();
  await new Provisioner(kafka).apply({ topics: plans, accounts: [], grants: [] });
  const database = new Database({ url: place.url, maxConnections: 6, applicationName: 'receive spec' });
  const decree = { at: new Date(), by: 'spec', why: 'spec' };
  await database.transaction((tx) => applySources(tx, documents, decree, { admit: ['*'] }));
  await database.query("update intake.source set state = 'paused' where id = $1", [idOf('off')]);
  const producer = new Producer(kafka);
  const lag = new LagReader(kafka);
  const log = { file: '', level: 'error' } as const;
  const telemetry = openTelemetry({ process: 'receive', log, terminal: () => undefined });
  const observer = new TelemetryObserver(telemetry, systemClock, 60_000);
  const waits = { slow: Promise.resolve(), linger: Promise.resolve(), ponder: Promise.resolve() };
  const publisher = publisherBehind(producer, waits);
  const known = knownSources(database);
  const sources = () => waits.ponder.then(known.sources);
  const knownCodes = () => Promise.resolve(new Map());
  const ports = { database, publisher, topics, clock: systemClock, observer, sources, knownCodes };
  const receiver = new PushReceiver(ports, { ...bounds, skewMs: bounds.clockSkewMs });
  const inFlight = new InFlight(bounds.maxInFlightBytes);
  const app = await openDoor({ receiver, inFlight, observer }, bounds, telemetry.log);
  await app.listen(0, '127.0.0.1');
  return {
    address: new URL(await app.getUrl()),
    database,
    slow: (until) => void (waits.slow = until),
    linger: (until) => void (waits.linger = until),
    ponder: (until) => void (waits.ponder = until),
    inBroker: async (system = 'push') => {
      const topic = topics.raw(brandAs(idOf(system)));
      const [behind] = await lag.read([{ group: topics.hubGroup('normalise'), topic }]);
      return behind?.messages ?? -1;
    },
    close: async () => {
      await app.close();
      await producer.close();
      await lag.close();
      await database.close();
      await place.drop();
    },
  };
}

function publisherBehind(
  producer: Producer,
  waits: { readonly slow: Promise<void>; readonly linger: Promise<void> },
): Pick<Producer, 'publish'> {
  return {
    publish: async (messages) => {
      await waits.slow;
      const { linger } = waits;
      await producer.publish(messages);
      await linger;
    },
  };
}

function knownSources(database: Database): KnownSources {
  return new KnownSources({
    database,
    clock: systemClock,
    terms: (source) => {
      const { digest, keys } = readPushSettings(source);
      const opened = keys.map(({ id, secret }) => ({ id, secret: () => secrets[secret] ?? '' }));
      return { digest, keys: opened, recordsPerSecond: source.budget?.rowsPerSecond ?? null };
    },
    refreshSecrets: () => Promise.resolve(),
    unusable: (_source, fault) => {
      throw fault;
    },
  });
}
