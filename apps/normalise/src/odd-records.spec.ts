import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { brandAs, type ConsumedMessage, type SourceId } from '#base/contracts';
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
import type { RecordMapping } from './map-batch.js';
import { NormaliseBatch } from './normalise-batch.js';
import { SourceMapping } from './source-mapping.js';
import { StreamFuses } from './stream-fuses.js';

const topics = new TopicNames();
const source = brandAs<SourceId>('370800.xzspj.credit');
const configDir = join(projectRoot(), 'config');
const document = await readFile(join(configDir, 'standards/credit-publicity/2018/permit.yaml'), 'utf8');
const { sample } = parse(document) as { readonly sample: Readonly<Record<string, unknown>> };
const clone = await cloneDatabase();
const database = new Database({ url: clone.url, maxConnections: 3, applicationName: 'test' });
const telemetry = openTelemetry({
  process: 'normalise',
  log: { file: '', level: 'error' },
  terminal: () => undefined,
});
const at = new Date('2026-03-12T08:00:00Z');
const clock = { now: () => at };
const text = `{document: source, id: ${source}, name: n, connector: mysql, standard: credit-publicity, generation: '2018',
  streams: [{name: permit, kind: creditPermit, table: t, mode: snapshot, key: [ID], caseNumber: XK_WSH}]}`;

await applyShippedStandards(database);

/** The real mapping, which breaks off on what a bug of ours would break off on. */
class Breaking extends SourceMapping {
  override async of(of: SourceId): Promise<RecordMapping> {
    const mapping = await super.of(of);
    return {
      ...mapping,
      map: (raw) => {
        if (raw.body.includes('断在映射')) throw new RangeError('Maximum call stack size exceeded');
        return mapping.map(raw);
      },
    };
  }
}

const mapping = new Breaking({
  standards: new StandardsInForce({ database, clock, log: telemetry.log, reloadMs: 1e9 }),
  clock,
  reloadMs: 1e9,
  definition: () => Promise.resolve(parseSource({ path: 'credit.yaml', text })),
  codes: () => Promise.resolve({}),
  note: () => Promise.resolve(),
});
const writer = new OutboxMessageWriter();
const breaches = new BreachRouter(writer, () => '');
const commits = new CommitEntries(
  database,
  policyOf(policyWith([])),
  new CaseRouter(writer, () => ''),
  breaches,
  clock,
);
const limits = { window: 1_000, atLeast: 900, share: 1, inFlight: 1_000 };
const batches = new NormaliseBatch(
  topics,
  mapping,
  commits,
  new StreamFuses(database, limits, clock, telemetry),
  telemetry,
);

afterAll(async () => {
  await database.close();
  await clone.drop();
});

interface Arriving {
  readonly caseNumber: string;
  readonly body: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

const rowOf = (caseNumber: string, more: object = {}): Arriving => ({
  caseNumber,
  body: JSON.stringify({ ...sample, XK_WSH: caseNumber, ...more }),
});

function messageOf({ caseNumber, body, headers }: Arriving, offset: bigint): ConsumedMessage {
  const bytes = Buffer.from(body);
  const raw = { source, stream: brandAs<never>('permit'), standard: 'credit-publicity', generation: '2018' };
  const known = {
    caseNumber: brandAs<never>(caseNumber),
    hash: contentHash(bytes),
    readAt: at.toISOString(),
  };
  const sent = toRawTopic(topics, { ...raw, ...known, operation: 'put', body: bytes });
  return { offset, key: caseNumber, value: bytes, headers: { ...sent.headers, ...headers }, timestamp: 0 };
}

async function arrive(partition: number, rows: readonly Arriving[]): Promise<bigint> {
  const messages = rows.map((row, place) => messageOf(row, BigInt(place)));
  const topic = topics.raw(source);
  const done = await batches.handle({ topic, partition, messages, highWatermark: BigInt(rows.length) });
  return done.nextOffset;
}

/** A row one of whose texts has a byte that is no UTF-8: read with letters replaced, it would be another text. */
function torn(): Buffer {
  const { body } = rowOf('ODD6', { XK_NR: 'A~B' });
  return Buffer.from(body).map((byte) => (byte === 0x7e ? 0xff : byte)) as Buffer;
}

const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
const withDeep = (caseNumber: string): Arriving => ({
  caseNumber,
  body: String(rowOf(caseNumber).body).replace('{', `{"extra":${deep},`),
});

/** Odd records by the code they are parked under; null where they are unified. */
const odd: readonly (readonly [string, string | null, Arriving])[] = [
  ['mapping breaks off on it', 'HUB_RECORD_UNREADABLE', rowOf('ODD0', { XK_NR: '断在映射' })],
  ['the database breaks off on it', 'HUB_RECORD_UNREADABLE', rowOf('ODD1', { XK_NR: '断在数据库' })],
  ['the database has no room in an index', 'HUB_RECORD_UNREADABLE', rowOf('ODD2', { XK_NR: '断在索引' })],
  ['the database refuses its data', 'HUB_RECORD_REFUSED', rowOf('ODD3', { XK_NR: '断在数据' })],
  ['half of a surrogate pair in a text', 'HUB_RECORD_REFUSED', rowOf('ODD4', { XK_NR: '\ud800' })],
  ['no JSON', 'HUB_RAW_MALFORMED', { caseNumber: 'ODD5', body: '{"XK_WSH":' }],
  ['no UTF-8', 'HUB_RAW_MALFORMED', { caseNumber: 'ODD6', body: torn() }],
  ['a case number of 1 MB', 'any', rowOf('N'.repeat(1_000_000))],
  ['a case number with U+0000', 'any', rowOf('ODD\u0000X')],
  ['a reading time that is none', 'any', { ...rowOf('ODD9'), headers: { 'read-at': 'yesterday' } }],
  ['20 000 levels in an unmapped field', null, withDeep('ODD10')],
  ['names every object has', null, rowOf('ODD11', { constructor: '施工方', toString: 1, valueOf: null })],
];

test('one odd record reaches nobody else in its batch: each is parked with its cause, all others are unified', async () => {
  await database.query(`
    create function odd() returns trigger language plpgsql as $$ begin
      if new.content = '断在数据库' then raise exception 'broken'; end if;
      if new.content = '断在索引' then raise exception 'index row size' using errcode = '54000'; end if;
      if new.content = '断在数据' then raise exception 'out of range' using errcode = '22003'; end if;
      return new; end $$;
    create trigger odd before insert on unified.credit_permit for each row execute function odd();`);
  const rows = odd.flatMap(([, , each], place) => [rowOf(`SOUND${place}`), each]).concat(rowOf('SOUND-END'));
  expect(await arrive(0, rows)).toBe(BigInt(rows.length));
  const unified = await database.query<{ case_no: string }>('select case_no from unified.credit_permit');
  const kept = new Set(unified.rows.map(({ case_no }) => case_no));
  for (const { caseNumber } of rows.filter(({ caseNumber }) => caseNumber.startsWith('SOUND')))
    expect(kept).toContain(caseNumber);
  const parked = await database.query<{ place: number; code: string; sentence: string }>(
    'select ((record_offset - 1) / 2)::int as place, code, sentence from ops.parked order by record_offset',
  );
  const codes = new Map(parked.rows.map(({ place, code }) => [place, code]));
  for (const [place, [what, code, { caseNumber }]] of odd.entries()) {
    const found = codes.get(place) ?? null;
    if (code === 'any') expect([what, found !== null || kept.has(caseNumber)]).toEqual([what, true]);
    else expect([what, found]).toEqual([what, code]);
  }
  for (const { sentence } of parked.rows) expect(sentence).toMatch(/^[^\n]{4,300}$/);
  const { rows: fences } = await database.query('select next_offset::int as next from ops.fence');
  expect(fences).toEqual([{ next: rows.length }]);
});

test('a fault all records share parks nothing: it is thrown, and the batch comes again', async () => {
  await database.query(`
    create or replace function odd() returns trigger language plpgsql as $$ begin
      raise exception 'disk full' using errcode = '53100'; end $$`);
  await expect(arrive(1, [rowOf('SHARED1'), rowOf('SHARED2')])).rejects.toMatchObject({ code: '53100' });
  await database.query('drop trigger odd on unified.credit_permit');
  expect(await arrive(1, [rowOf('SHARED1'), rowOf('SHARED2')])).toBe(2n);
  const { rows } = await database.query('select 1 from ops.parked where partition = 1');
  expect(rows).toEqual([]);
});
