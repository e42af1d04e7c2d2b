import { Kafka, logLevel, Partitioners, type Message, type Producer as BareProducer } from 'kafkajs';
import { TopicNames, toEventHeaders, type KafkaSettings } from '#base/kafka';
import { brandAs, type PlannedMessage } from '#base/contracts';
import { OutboxMessageWriter } from '#libs/sending';
import { HubSet, type HubProcess } from '../support/hub-set.js';
import { randomId } from '../support/servers.js';
import { benchMessage } from './outbox-rows.js';
import { bodySum, readRun } from './outbox-reader.js';
import { processFigures } from './process-figures.js';
import { mustEqual, whole, type BenchLine } from './report.js';

const writer = new OutboxMessageWriter();
const perWrite = 2_000;
const offeredPerSecond = 1_000;
const offeredSeconds = 15;
const offeringClients = 4;
const perCommit = 10;

/** (c) A full outbox is sent by one relay; then 1 000 messages/s are offered and timed from commit to acknowledgement. */
export async function benchOutbox(rows: number): Promise<BenchLine> {
  const hub = await HubSet.open({ sources: [], settings: { HUB_RELAY_MASS_CHANGES: '100000000' } });
  const settings = adminSettings(hub);
  try {
    const bare = await barePublish(settings, Math.min(rows, 100_000));
    const full = await fill(hub, rows);
    const relay = await hub.start('relay');
    const perSecond = await sendingRate(hub, relay, rows);
    const after = await processFigures(relay.pid);
    const cpu = `收发进程 ${after.cpuSeconds.toFixed(1)} 秒 CPU`;
    process.stdout.write(
      `[压测] 发件箱 ${whole(perSecond)} 条/秒（裸 kafkajs ${whole(bare)} 条/秒），${cpu}\n`,
    );
    const found = await readRun(settings, full.run, rows);
    mustEqual('messages', found.distinct, rows);
    mustEqual('checksum', found.checksum, full.checksum);
    mustEqual('messages out of order', found.outOfOrder, 0);
    const latency = await offered(hub);
    const peak = await processFigures(relay.pid);
    await stopCleanly(relay);
    return {
      name: '(c) outbox → broker',
      figure: `${whole(perSecond)} messages/s; at ${whole(latency.offered)}/s offered: p50 ${latency.p50} ms, p99 ${latency.p99} ms, worst ${latency.worst} ms`,
      target: `15 000 messages/s; at ${whole(offeredPerSecond)}/s offered: p99 below 250 ms`,
      baseline: `bare kafkajs ${whole(bare)}/s, ratio ${(perSecond / bare).toFixed(2)}`,
      verified: `${whole(rows)} messages by id and checksum, order per key, ${found.repeated} repeated`,
      processes: { relay: { cpuSeconds: after.cpuSeconds, peakBytes: peak.peakBytes } },
    };
  } finally {
    await hub.close();
  }
}

function adminSettings(hub: HubSet): KafkaSettings {
  const { brokers, mechanism, username, password } = hub.kafka;
  return {
    brokers,
    sasl: { mechanism, username, password },
    tls: null,
    clientId: 'bench',
    topicPrefix: hub.prefix,
  };
}

/** The baseline: the same messages with the same headers, published by bare kafkajs with acks from all replicas. */
async function barePublish(settings: KafkaSettings, rows: number): Promise<number> {
  const topics = new TopicNames(settings.topicPrefix);
  const run = `bare${randomId()}`;
  const messages = Array.from({ length: rows }, (_, index) => {
    const message = benchMessage(index, run, new Date());
    const { key } = message;
    return {
      topic: topics.feedback(message.to),
      key,
      value: JSON.stringify(message.body),
      headers: headersOf(message),
    };
  });
  const { sasl, brokers } = settings;
  if (sasl?.mechanism !== 'scram-sha-512') throw new Error('the bench signs in with scram-sha-512');
  const kafka = new Kafka({
    brokers: [...brokers],
    sasl: { ...sasl, mechanism: sasl.mechanism },
    logLevel: logLevel.NOTHING,
  });
  const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
  await producer.connect();
  try {
    await send(producer, messages.slice(0, 500));
    const from = performance.now();
    for (let start = 0; start < rows; start += perWrite)
      await send(producer, messages.slice(start, start + perWrite));
    return (rows / (performance.now() - from)) * 1_000;
  } finally {
    await producer.disconnect();
  }
}

async function send(
  producer: BareProducer,
  messages: readonly (Message & { readonly topic: string })[],
): Promise<void> {
  const topics = Map.groupBy(messages, ({ topic }) => topic);
  await producer.sendBatch({
    acks: -1,
    topicMessages: [...topics].map(([topic, list]) => ({ topic, messages: list })),
  });
}

function headersOf(message: PlannedMessage): Readonly<Record<string, string>> {
  return toEventHeaders({
    id: message.id,
    type: 'cn.gov.sd.feedback.license-decision.v1',
    source: '370800.xzspj',
    subject: message.key,
    time: message.createdAt,
    dataSchema: 'urn:cn-gov-sd:feedback:license-decision:v1',
    deadline: message.createdAt,
    receipts: message.receipts,
    supersedes: null,
    inReplyTo: brandAs(message.id),
    traceparent: null,
  });
}

async function fill(hub: HubSet, rows: number): Promise<{ readonly run: string; readonly checksum: bigint }> {
  const run = `full${randomId()}`;
  let checksum = 0n;
  for (let start = 0; start < rows; start += perWrite) {
    const messages = Array.from({ length: Math.min(perWrite, rows - start) }, (_, at) =>
      benchMessage(start + at, run, new Date()),
    );
    for (const message of messages) checksum += bodySum(JSON.stringify(message.body));
    await hub.database.transaction((tx) => writer.write(tx, messages));
  }
  await hub.database.query('vacuum analyze feedback.outbox');
  return { run, checksum };
}

/** Messages a second between the first and the last marking, which is after the broker's acknowledgement. */
async function sendingRate(hub: HubSet, relay: HubProcess, rows: number): Promise<number> {
  for (;;) {
    const { rows: found } = await hub.database.query<{ count: number; seconds: number }>(
      'select count(*)::int as count, extract(epoch from max(at) - min(at))::float8 as seconds from feedback.attempt',
    );
    const [{ count, seconds } = { count: 0, seconds: 0 }] = found;
    if (count >= rows) return rows / seconds;
    if (!relay.running()) throw new Error(`the relay ended:\n${relay.output()}`);
    await pause(500);
  }
}

interface Latency {
  /** Messages a second that were really committed; below what was wanted on a machine too busy to offer more. */
  readonly offered: number;
  readonly p50: number;
  readonly p99: number;
  readonly worst: number;
}

/** Small transactions at a steady rate from several clients; each message is timed from its commit to the marking of its acknowledgement. */
async function offered(hub: HubSet): Promise<Latency> {
  const run = `paced${randomId()}`;
  const committed = new Map<string, number>();
  const started = performance.now();
  const clients = Array.from({ length: offeringClients }, (_, lane) => offer(hub, run, lane, committed));
  await Promise.all(clients);
  const seconds = Math.max(offeredSeconds, (performance.now() - started) / 1_000);
  return { offered: committed.size / seconds, ...(await timed(hub, committed)) };
}

/** One client of several: commits its share of the transactions, each when its moment has come. */
async function offer(hub: HubSet, run: string, lane: number, committed: Map<string, number>): Promise<void> {
  const started = performance.now();
  for (let commit = lane; commit * perCommit < offeredPerSecond * offeredSeconds; commit += offeringClients) {
    const first = commit * perCommit;
    const ahead = (first / offeredPerSecond) * 1_000 - (performance.now() - started);
    if (ahead > 1) await pause(ahead);
    const messages = Array.from({ length: perCommit }, (_, at) => benchMessage(first + at, run, new Date()));
    await hub.database.transaction((tx) => writer.write(tx, messages));
    const now = Date.now();
    for (const message of messages) committed.set(message.deliveryId, now);
  }
}

async function timed(hub: HubSet, committed: ReadonlyMap<string, number>): Promise<Omit<Latency, 'offered'>> {
  for (;;) {
    const { rows } = await hub.database.query<{ deliveryId: string; at: Date }>(
      'select delivery_id as "deliveryId", at from feedback.attempt where delivery_id = any ($1::uuid[])',
      [[...committed.keys()]],
    );
    if (rows.length < committed.size) {
      await pause(200);
      continue;
    }
    const waits = rows.map((row) => Math.max(0, row.at.getTime() - (committed.get(row.deliveryId) ?? 0)));
    waits.sort((a, b) => a - b);
    const share = (part: number): number => waits[Math.floor((waits.length - 1) * part)] ?? 0;
    return { p50: share(0.5), p99: share(0.99), worst: share(1) };
  }
}

async function stopCleanly(relay: HubProcess): Promise<void> {
  mustEqual('exit code of the relay', await relay.stop(), 0);
}

async function pause(ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms));
}
