import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { brandAs, type ConsumedBatch, type SourceId } from '#base/contracts';
import { contentHash, toRawTopic, TopicNames } from '#base/kafka';
import { Database } from '#base/postgres';
import { projectRoot } from '#base/settings';
import { openTelemetry } from '#base/telemetry';
import { parseSource } from '#libs/intake';
import { OutboxMessageWriter } from '#libs/sending';
import { StandardsInForce } from '#libs/standards';
import { policyOf, policyWith } from '../../../test/support/routing-case.js';
import { applyShippedStandards } from '../../../test/support/applied-standards.js';
import { cloneDatabase } from '../../../test/support/servers.js';
import { BreachRouter } from './breach-router.js';
import { CaseRouter } from './case-router.js';
import { CommitEntries } from './commit-entries.js';
import { NormaliseBatch } from './normalise-batch.js';
import { ReleaseParked } from './release-parked.js';
import { SourceMapping } from './source-mapping.js';
import { StreamFuses } from './stream-fuses.js';

const topics = new TopicNames();
const start = Date.parse('2026-03-12T08:00:00Z');
const { sample } = parse(
  await readFile(join(projectRoot(), 'config', 'standards/credit-publicity/2018/permit.yaml'), 'utf8'),
) as {
  readonly sample: Readonly<Record<string, unknown>>;
};
const warnings: string[] = [];
const clone = await cloneDatabase();
const database = new Database({ url: clone.url, maxConnections: 3, applicationName: 'test' });
await applyShippedStandards(database);
const telemetry = openTelemetry({
  process: 'normalise',
  log: { file: '', level: 'warn' },
  terminal: (line) => void warnings.push(line),
});
let now = start;
const clock = { now: () => new Date(now) };

/** Sources by what they say of `parked`; each test has its own. */
const definitions = new Map<SourceId, string>();
let source = brandAs<SourceId>('');
let next = 0n;

const mapping = new SourceMapping({
  standards: new StandardsInForce({ database, clock, log: telemetry.log, reloadMs: 1e9 }),
  clock,
  reloadMs: 1e9,
  definition: (id) =>
    Promise.resolve(
      parseSource({
        path: 'credit.yaml',
        text: `{document: source, id: ${id}, name: n, connector: mysql, standard: credit-publicity, generation: '2018',
          ${definitions.get(id)} streams: [{name: permit, kind: creditPermit, table: t, mode: snapshot, key: [ID], caseNumber: XK_WSH}]}`,
      }),
    ),
  codes: () => Promise.resolve({}),
  note: () => Promise.resolve(),
});
const router = new CaseRouter(new OutboxMessageWriter(), () => '');
const breaches = new BreachRouter(new OutboxMessageWriter(), () => '');
const commits = new CommitEntries(database, policyOf(policyWith([])), router, breaches, clock);
const limits = { window: 100, atLeast: 90, share: 1, inFlight: 100 };
const fuses = new StreamFuses(database, limits, clock, telemetry);
const batches = new NormaliseBatch(topics, mapping, commits, fuses, telemetry);
const release = new ReleaseParked(database, mapping, commits, clock, telemetry);

function sourceThat(parked: string): void {
  source = brandAs(`370800.xzspj.credit${definitions.size}`);
  definitions.set(source, parked);
  [now, next] = [start, 0n];
}

/** Rows as a batch: each a case, what it says in `XK_NR`, and whether its state is one nobody knows. */
async function arrive(...rows: readonly (readonly [caseNumber: string, says: string, poison?: 'poison'])[]) {
  const messages = rows.map(([caseNumber, says, poison], place) => {
    const at = start + Number(next) * 1000 + place * 1000;
    const row = { ...sample, XK_WSH: caseNumber, XK_NR: says, CREATE_DATE: at, XK_ZT: poison ? '0' : '1' };
    const body = JSON.stringify(row);
    const raw = {
      source,
      stream: brandAs<never>('permit'),
      standard: 'credit-publicity',
      generation: '2018',
    };
    const hash = contentHash(Buffer.from(body));
    const readAt = new Date(now).toISOString();
    const sent = toRawTopic(topics, {
      ...raw,
      caseNumber: brandAs(caseNumber),
      hash,
      readAt,
      operation: 'put',
      body,
    });
    const offset = next + BigInt(place);
    return { offset, key: caseNumber, value: Buffer.from(body), headers: sent.headers, timestamp: now };
  });
  const batch: ConsumedBatch = {
    topic: topics.raw(source),
    partition: 0,
    messages,
    highWatermark: next + BigInt(rows.length),
  };
  next = (await batches.handle(batch)).nextOffset;
}

/** What each case says now, as far as it is unified. */
async function unified(): Promise<Readonly<Record<string, string>>> {
  const { rows } = await database.query<{ case_no: string; content: string }>(
    'select case_no, content from unified.credit_permit where source = $1',
    [source],
  );
  return Object.fromEntries(rows.map((row) => [row.case_no, row.content]));
}

/** Open rows as `cause what-it-says`, in their order. */
async function parked(): Promise<readonly string[]> {
  const { rows } = await database.query<{ said: string }>(
    `select cause || ' ' || (body::json ->> 'XK_NR') as said from ops.parked
      where source = $1 and state in ('parked', 'releasing') order by record_offset`,
    [source],
  );
  return rows.map(({ said }) => said);
}

async function decide(says: string, change: string): Promise<void> {
  await database.query(
    `update ops.parked set ${change} where source = $1 and body::json ->> 'XK_NR' = $2 and state = 'parked'`,
    [source, says],
  );
}

/** What history has, in the order it was read. */
async function history(): Promise<readonly string[]> {
  const { rows } = await database.query<{ said: string }>(
    `select body ->> 'XK_NR' as said from unified.history where source = $1 order by record_offset`,
    [source],
  );
  return rows.map(({ said }) => said);
}

afterAll(async () => {
  await database.close();
  await clone.drop();
});

const mended = `body = replace(body, '"XK_ZT":"0"', '"XK_ZT":"1"'), state = 'releasing'`;
const waits = (most: string) => `parked: {laterOfSameKey: wait, waitAtMost: ${most}},`;

test('by default what follows a parked record of its case passes', async () => {
  sourceThat('');
  await arrive(['A', 'a1', 'poison'], ['A', 'a2']);
  await arrive(['A', 'a3']);
  expect([await parked(), await unified()]).toEqual([['map a1'], { A: 'a3' }]);
});

test('where it waits, it waits in the same batch and in later ones, and holds only its own case', async () => {
  sourceThat(waits('100'));
  await arrive(['A', 'a1'], ['A', 'a2', 'poison'], ['B', 'b1'], ['A', 'a3']);
  await arrive(['A', 'a4'], ['B', 'b2'], ['A', 'a5', 'poison'], ['A', 'a6']);
  expect(await parked()).toEqual(['map a2', 'waiting a3', 'waiting a4', 'map a5', 'waiting a6']);
  expect(await unified()).toEqual({ A: 'a1', B: 'b2' });
  expect(await release.releaseNext()).toBe(0);
});

test('the first, once it is released, takes those behind it along, in order, up to the next that is parked', async () => {
  sourceThat(waits('100'));
  await arrive(['A', 'a1', 'poison'], ['A', 'a2'], ['A', 'a3', 'poison'], ['A', 'a4']);
  await decide('a1', "state = 'releasing'");
  await release.releaseNext();
  expect(await parked()).toEqual(['map a1', 'waiting a2', 'map a3', 'waiting a4']);
  await decide('a1', mended);
  expect(await release.releaseNext()).toBe(2);
  expect([await parked(), await history()]).toEqual([
    ['map a3', 'waiting a4'],
    ['a1', 'a2'],
  ]);
  await arrive(['A', 'a5']);
  await decide('a4', "state = 'releasing'");
  await release.releaseNext();
  expect(await parked()).toEqual(['map a3', 'waiting a4', 'waiting a5']);
});

test('the first, once it is set aside, lets those behind it go on', async () => {
  sourceThat(waits('100'));
  await arrive(['A', 'a1', 'poison'], ['A', 'a2'], ['A', 'a3']);
  await decide('a1', "state = 'discarded'");
  await arrive(['A', 'a4']);
  expect(await parked()).toEqual(['waiting a2', 'waiting a3', 'waiting a4']);
  expect(await release.releaseNext()).toBe(3);
  expect([await parked(), await history(), await unified()]).toEqual([[], ['a2', 'a3', 'a4'], { A: 'a4' }]);
});

test('no more than the agreed number wait; what comes then passes, which is said and counted', async () => {
  sourceThat(waits('1'));
  await arrive(['A', 'a1', 'poison'], ['A', 'a2'], ['A', 'a3']);
  expect([await parked(), await unified()]).toEqual([['map a1', 'waiting a2'], { A: 'a3' }]);
  expect(warnings.join('')).toContain('1 条记录越过了同一办件在前的隔离记录');
  const metrics = await telemetry.metrics.text();
  expect(metrics).toContain(`hub_records_passed_total{source="${source}",stream="permit"} 1`);
  await decide('a1', mended);
  await release.releaseNext();
  expect([await parked(), await unified()]).toEqual([[], { A: 'a3' }]);
});

test('none waits longer than agreed', async () => {
  sourceThat(waits('2h'));
  await arrive(['A', 'a1', 'poison'], ['A', 'a2']);
  now += 3_600_000;
  await arrive(['A', 'a3']);
  expect(await release.releaseNext()).toBe(0);
  now += 3_600_000;
  expect(await release.releaseNext()).toBe(2);
  await arrive(['A', 'a4']);
  expect([await parked(), await unified()]).toEqual([['map a1'], { A: 'a4' }]);
});
