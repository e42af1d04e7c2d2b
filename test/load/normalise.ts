import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { toCaseNumber, brandAs, type SourceId, type StreamName } from '#base/contracts';
import { kafkaSettings, Producer, TopicNames, toRawTopic, type RawToPublish } from '#base/kafka';
import type { Database } from '#base/postgres';
import { HubSet } from '../support/hub-set.js';
import { bareUpsert } from './bare-upsert.js';
import { processFigures } from './process-figures.js';
import { mustEqual, whole, type BenchLine } from './report.js';
import { checksum, checksumSql, loadRow } from './rows.js';
import { loadSource } from './load-source.js';

const source = brandAs<SourceId>('370800.xzspj.load');
const chunk = 5_000;

/** What lies on the topic, and what the source says of records behind a parked one. */
interface Load {
  readonly name: string;
  /** Of a hundred messages one is parked and the next, of the same case, waits behind it. */
  readonly waits: boolean;
}

/** (a) normalise alone: raw messages lie on the topic before the process starts. */
export function benchNormalise(messages: number): Promise<BenchLine> {
  return normaliseAlone(messages, { name: '(a) normalise alone', waits: false });
}

/** The same under the policy that later records of a case wait behind a parked one; two of a hundred do. */
export function benchNormaliseWaiting(messages: number): Promise<BenchLine> {
  return normaliseAlone(messages, { name: '(a) normalise alone, later records of a case wait', waits: true });
}

async function normaliseAlone(messages: number, { name, waits }: Load): Promise<BenchLine> {
  const policy = waits ? 'parked: { laterOfSameKey: wait, waitAtMost: 100 }' : '';
  const hub = await HubSet.open({ sources: [loadSource('postgres://127.0.0.1:1/none', policy)] });
  try {
    const hashes = await publish(hub, messages, waits);
    const normalise = await hub.start('normalise');
    const rate = await measure(hub.database, messages);
    const processes = { normalise: await processFigures(normalise.pid) };
    await normalise.stop();
    await verify(hub.database, messages, hashes);
    const baseline = await bareUpsert(hub.databaseUrl);
    return {
      name: `${name}, ${whole(messages)} raw messages`,
      figure: `${whole(rate)} records/s`,
      target: '≥ 16,000 records/s and ≥ 0.4 of the bare upsert',
      baseline: `bare upsert ${whole(baseline)} rows/s, ratio ${(rate / baseline).toFixed(2)}`,
      verified: 'records, history and case status: counts and checksums',
      processes,
    };
  } finally {
    await hub.close();
  }
}

/** Answers the content hashes of what must become a record. */
async function publish(hub: HubSet, messages: number, waits: boolean): Promise<readonly string[]> {
  const section = { ...hub.kafka, saslMechanism: hub.kafka.mechanism, tls: false, caFile: '' };
  const producer = new Producer(kafkaSettings(section, 'bench', hub.prefix));
  const topics = new TopicNames(hub.prefix);
  const hashes: string[] = [];
  for (let from = 0; from < messages; from += chunk) {
    const places = Array.from({ length: Math.min(chunk, messages - from) }, (_, index) => from + index);
    const raws = places.map((place) => rawOf(waits ? spoilt(place) : loadRow(place)));
    raws.forEach(({ hash }, index) => {
      if (!waits || !isHeld(from + index)) hashes.push(hash);
    });
    await producer.publish(raws.map((raw) => toRawTopic(topics, raw)));
  }
  await producer.close();
  return hashes;
}

const parkedPlace = 50;

/** Whether a message of the spoilt load is parked, or waits. */
function isHeld(n: number): boolean {
  return n % 100 === parkedPlace || n % 100 === parkedPlace + 1;
}

/** One of a hundred comes from a region that does not exist; the next is a later one of its case. */
function spoilt(n: number): ReturnType<typeof loadRow> {
  if (n % 100 === parkedPlace) return { ...loadRow(n), REGION_ID: '999999' };
  return n % 100 === parkedPlace + 1 ? { ...loadRow(n), PROJID: loadRow(n - 1).PROJID } : loadRow(n);
}

function rawOf(row: ReturnType<typeof loadRow>): RawToPublish {
  const body = JSON.stringify(row);
  return {
    source,
    stream: brandAs<StreamName>('application'),
    standard: 'shandong-front',
    generation: 'B',
    caseNumber: toCaseNumber(row.PROJID),
    hash: createHash('sha256').update(body).digest().subarray(0, 16).toString('base64url'),
    readAt: '2026-02-01T00:00:00.000Z',
    operation: 'put',
    body,
  };
}

/** Records a second between the first commit seen and the last. */
async function measure(database: Database, messages: number): Promise<number> {
  const first = await waitFor(database, 1);
  const last = await waitFor(database, messages);
  return ((last.taken - first.taken) / (last.at - first.at)) * 1_000;
}

/** Waits until so many different records are unified or parked; a raw message that came twice counts once. */
export async function waitFor(
  database: Database,
  count: number,
): Promise<{ readonly taken: number; readonly at: number }> {
  for (;;) {
    const { rows } = await database.query<{ taken: string }>(
      "select coalesce(sum(unified + parked), 0)::text as taken from ops.fence where consumer = 'hub-normalise'",
    );
    const taken = Number(rows[0]?.taken ?? 0);
    if (taken >= count) return { taken, at: performance.now() };
    await pause(20);
  }
}

async function verify(database: Database, messages: number, hashes: readonly string[]): Promise<void> {
  const { rows } = await database.query<Record<string, string>>(
    `select (select count(*) from unified.application)::text as records,
            (select count(*) from unified.history)::text as history,
            (select count(*) from unified.case_status)::text as cases,
            (select count(*) from ops.parked)::text as parked,
            (select ${checksumSql('content_hash')} from unified.application) as sum`,
  );
  mustEqual(
    'records, history, cases, parked',
    Object.values(rows[0] ?? {})
      .slice(0, 4)
      .join(),
    `${hashes.length},${hashes.length},${hashes.length},${messages - hashes.length}`,
  );
  mustEqual('checksum of content hashes', rows[0]?.['sum'], checksum(hashes));
}
