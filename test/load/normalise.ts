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

/** (a) normalise alone: raw messages lie on the topic before the process starts. */
export async function benchNormalise(messages: number): Promise<BenchLine> {
  const hub = await HubSet.open({ sources: [loadSource('postgres://127.0.0.1:1/none')] });
  try {
    const hashes = await publish(hub, messages);
    const normalise = await hub.start('normalise');
    const rate = await measure(hub.database, messages);
    const processes = { normalise: await processFigures(normalise.pid) };
    await normalise.stop();
    await verify(hub.database, messages, hashes);
    const baseline = await bareUpsert(hub.databaseUrl);
    return {
      name: `(a) normalise alone, ${whole(messages)} raw messages`,
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

async function publish(hub: HubSet, messages: number): Promise<readonly string[]> {
  const section = { ...hub.kafka, saslMechanism: hub.kafka.mechanism, tls: false, caFile: '' };
  const producer = new Producer(kafkaSettings(section, 'bench', hub.prefix));
  const topics = new TopicNames(hub.prefix);
  const hashes: string[] = [];
  for (let from = 0; from < messages; from += chunk) {
    const raws = Array.from({ length: Math.min(chunk, messages - from) }, (_, index) => rawOf(from + index));
    for (const raw of raws) hashes.push(raw.hash);
    await producer.publish(raws.map((raw) => toRawTopic(topics, raw)));
  }
  await producer.close();
  return hashes;
}

function rawOf(n: number): RawToPublish {
  const row = loadRow(n);
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

/** Waits until so many raw messages are behind the fences. */
export async function waitFor(
  database: Database,
  count: number,
): Promise<{ readonly taken: number; readonly at: number }> {
  for (;;) {
    const { rows } = await database.query<{ taken: string }>(
      "select coalesce(sum(taken), 0)::text as taken from ops.fence where consumer = 'hub-normalise'",
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
    `${messages},${messages},${messages},0`,
  );
  mustEqual('checksum of content hashes', rows[0]?.['sum'], checksum(hashes));
}
