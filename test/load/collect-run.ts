import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { brandAs } from '#base/contracts';
import { BatchConsumer, Producer, TopicNames } from '#base/kafka';
import type { Database } from '#base/postgres';
import { HubSet, type TestSource } from '../support/hub-set.js';
import { randomId } from '../support/servers.js';
import { processFigures } from './process-figures.js';
import { mustEqual, whole, type BenchLine } from './report.js';
import { checksum, loadRow } from './rows.js';

const bareRows = 50_000;
const chunk = 2_000;

/** What a connector's bench reads, and what is expected of it. */
export interface CollectRun {
  readonly name: string;
  readonly target: string;
  readonly source: TestSource;
  readonly rows: number;
}

interface Watched {
  readonly rate: number;
  readonly cpu: number;
  readonly firstQuarter: number;
  readonly lastQuarter: number;
}

/** A connector alone: a department's system → raw topic, with nobody behind. Counts and checksum of the topic are compared with what the department has. */
export async function collectRun({ name, target, source, rows }: CollectRun): Promise<BenchLine> {
  const hub = await HubSet.open({ sources: [source] });
  try {
    const collect = await hub.start('collect');
    const { rate, cpu, firstQuarter, lastQuarter } = await watch(hub.database, collect.pid, rows);
    const processes = { collect: await processFigures(collect.pid) };
    await collect.stop();
    mustEqual('count and checksum', await topicDigest(hub, source.id, rows), expectedDigest(rows));
    const bare = await barePublish(hub, source.id);
    return {
      name: `${name}, ${whole(rows)} rows`,
      figure: `${whole(rate)} rows/s, ${cpu.toFixed(1)} s CPU per 100,000 rows; memory ${whole(firstQuarter)} MB in the first quarter, ${whole(lastQuarter)} MB in the last`,
      target,
      baseline: `bare publish of the same bodies ${whole(bare)} rows/s, ratio ${(rate / bare).toFixed(2)}`,
      verified: 'every row lies on the raw topic once, with its own applicant and address',
      processes,
    };
  } finally {
    await hub.close();
  }
}

/** Rows a second and CPU a row between the first page published and the last, without the start of the process; and the most memory held meanwhile. */
async function watch(database: Database, pid: number, rows: number): Promise<Watched> {
  const peaks = [0, 0, 0, 0];
  const seen: { readonly published: number; readonly at: number; readonly cpu: number }[] = [];
  for (let published = 0; published < rows;) {
    published = await publishedRows(database);
    const quarter = Math.min(3, Math.floor((4 * published) / rows));
    peaks[quarter] = Math.max(peaks[quarter] ?? 0, await residentMb(pid));
    const { cpuSeconds } = await processFigures(pid);
    if (published > 0) seen.push({ published, at: performance.now(), cpu: cpuSeconds });
    await pause(100);
  }
  const [first = { published: 0, at: 0, cpu: 0 }] = seen;
  const last = seen.at(-1) ?? first;
  const taken = last.published - first.published;
  const rate = (taken / (last.at - first.at)) * 1_000;
  const cpu = ((last.cpu - first.cpu) / taken) * 100_000;
  return { rate, cpu, firstQuarter: peaks[0] ?? 0, lastQuarter: peaks[3] ?? 0 };
}

async function publishedRows(database: Database): Promise<number> {
  const { rows } = await database.query<{ published: string }>(
    'select coalesce(sum(rows_published), 0)::text as published from intake.checkpoint',
  );
  return Number(rows[0]?.published ?? 0);
}

async function residentMb(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? '0') / 1_024;
}

const telling = (row: {
  readonly PROJID: string;
  readonly APPLYNAME: string;
  readonly ADDRESS: string;
}): string => `${row.PROJID}|${row.APPLYNAME}|${row.ADDRESS}`;

function expectedDigest(rows: number): string {
  return `${rows} ${checksum(Array.from({ length: rows }, (_, n) => telling(loadRow(n))))}`;
}

/** Count and checksum of what lies on the raw topic. */
async function topicDigest(hub: HubSet, source: string, rows: number): Promise<string> {
  const complete = Promise.withResolvers<void>();
  let count = 0;
  let sum = 0n;
  const consumer = new BatchConsumer({
    settings: hub.settingsOf(),
    groupId: `bench-${randomId()}`,
    startOffset: async () => 0n,
    handler: async ({ messages }) => {
      count += messages.length;
      const bodies = messages.map(({ value }) => JSON.parse(String(value)) as ReturnType<typeof loadRow>);
      sum += checksum(bodies.map(telling));
      if (count >= rows) complete.resolve();
      return { nextOffset: (messages.at(-1)?.offset ?? -1n) + 1n };
    },
  });
  consumer.start([new TopicNames(hub.prefix).raw(brandAs(source))]);
  await complete.promise;
  await consumer.stop();
  return `${count} ${sum}`;
}

/** Bodies of the bench, ready made, published and nothing else: rows a second. */
async function barePublish(hub: HubSet, source: string): Promise<number> {
  const producer = new Producer(hub.settingsOf());
  const topic = new TopicNames(hub.prefix).raw(brandAs(source));
  const messages = Array.from({ length: bareRows }, (_, n) => {
    const value = JSON.stringify(loadRow(n));
    const hash = createHash('sha256').update(value).digest('base64url');
    return { topic, key: loadRow(n).PROJID, value, headers: { hash } };
  });
  await producer.publish(messages.slice(0, chunk));
  const from = performance.now();
  for (let at = chunk; at < bareRows; at += chunk) await producer.publish(messages.slice(at, at + chunk));
  const seconds = (performance.now() - from) / 1_000;
  await producer.close();
  return (bareRows - chunk) / seconds;
}
