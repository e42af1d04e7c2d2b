import { expect, test } from '@jest/globals';
import type { ReadRequest, StreamDefinition } from '#base/contracts';
import { dialects, type Catalogue, type Rows } from '../conformance/dialects.js';
import { flagOver, keysetOver, snapshotOver, sourceOver } from '../conformance/streams.js';
import { findConnector } from '../connectors.js';
import { writeTaken } from './acknowledge.js';
import { damengDialect } from './dameng.dialect.js';
import { declaredColumn } from './declared-column.js';
import { selectList, type Dialect, type Session, type Statement } from './dialect.js';
import { oracleDialect } from './oracle.dialect.js';
import { pageQuery } from './page-query.js';
import { readDatabaseSettings } from './settings.js';
import { sqlServerDialect } from './sqlserver.dialect.js';
import { planStream, type StreamPlan } from './stream-plan.js';
import { openZone } from './zone.js';

const kinds = Object.entries(dialects);
const zone = openZone('Asia/Shanghai');

/** A session that answers in order, and keeps what it was asked. */
function sessionOf(answers: readonly Rows[]): { readonly session: Session; readonly asked: Statement[] } {
  const asked: Statement[] = [];
  const rows = async (statement: Statement): Promise<Rows> => answers[asked.push(statement) - 1] ?? [];
  return { session: { rows, cancel: async () => undefined, close: async () => undefined }, asked };
}

const after = { at: '2026-03-01 08:00:00.123', key: ['A1', '2'] };
const until = new Date('2026-03-02T00:00:00Z');

interface Asked {
  readonly plan: StreamPlan;
  readonly asked: readonly Statement[];
}

async function planOf({ dialect, answers }: Catalogue, stream: StreamDefinition): Promise<Asked> {
  const source = sourceOver(dialect.kind, 'PRE_ROWS', 1000);
  const { session, asked } = sessionOf(answers);
  const settings = readDatabaseSettings(source);
  const context = { source, settings, dialect, session, zone, zoneOffset: '+08:00' };
  return { plan: await planStream(context, stream), asked };
}

async function acknowledged({ dialect }: Catalogue, plan: StreamPlan): Promise<readonly Statement[]> {
  const row = ['A1', '1', '2026-03-01 08:00:00', null, null];
  const { session, asked } = sessionOf(dialect.writing.begin === '' ? [[row]] : [[], [row]]);
  await writeTaken(session, dialect, plan, [plan.write(row)], '+08:00');
  return asked;
}

test.each(kinds)('%s: what it sends', async (_, catalogue) => {
  const { dialect, expected } = catalogue;
  const { plan: keyset, asked } = await planOf(catalogue, keysetOver('PRE_ROWS'));
  const { plan: snapshot } = await planOf(catalogue, snapshotOver('PRE_ROWS'));
  const { plan: flagged } = await planOf(catalogue, flagOver('PRE_ROWS'));
  const rows = `${selectList(dialect, keyset.table)} from ${keyset.table.reference}`;
  const query = (plan: StreamPlan, more: Partial<ReadRequest>, from: typeof after | null): Statement => {
    const request = { stream: plan.stream, after: null, until: null, pageSize: 500, ...more };
    return pageQuery(plan, dialect, zone, request, from);
  };
  const short = ({ text }: Statement): string => text.replace(rows, '…');
  expect({
    rows,
    page: short(query(keyset, { until }, after)),
    pageValues: query(keyset, { until }, after).values,
    first: short(query(keyset, { since: until }, null)),
    undated: short(query(keyset, { undated: true }, after)),
    keys: short(query(keyset, { keys: { from: 'A', to: 'B' } }, null)),
    snapshot: short(query(snapshot, {}, after)),
    flag: short(query(flagged, {}, null)),
    writes: (await acknowledged(catalogue, flagged)).map(short),
  }).toEqual({ ...expected, clock: undefined, catalogue: undefined });
  expect(dialect.clock).toMatch(expected.clock);
  expected.catalogue.forEach((text, place) => expect(asked[place]?.text).toMatch(text));
  expect(keyset.table).toMatchObject({
    estimatedRows: 3,
    writable: true,
    indexes: [{ name: 'I', unique: true }],
  });
});

test.each([
  ['oracle', oracleDialect, ['DATE', null, null, 'N'], 'coarseTime', `to_char("C", 'YYYY-MM-DD HH24:MI:SS')`],
  [
    'oracle',
    oracleDialect,
    ['TIMESTAMP(6) WITH TIME ZONE', null, 6, 'N'],
    'zonedTime',
    `to_char("C" at time zone '+08:00', 'YYYY-MM-DD HH24:MI:SS.FF9TZH:TZM')`,
  ],
  ['oracle', oracleDialect, ['NVARCHAR2', null, null, 'N'], 'text', undefined],
  ['oracle', oracleDialect, ['NUMBER', 18, 0, 'N'], 'decimal', undefined],
  ['dameng', damengDialect, ['DATE', null, null, 'N'], 'date', `to_char("C", 'YYYY-MM-DD')`],
  [
    'dameng',
    damengDialect,
    ['DATETIME', null, 6, 'N'],
    'localTime',
    `to_char("C", 'YYYY-MM-DD HH24:MI:SS.FF6')`,
  ],
  ['sqlserver', sqlServerDialect, ['datetime2', 'false'], 'localTime', 'convert(varchar(50), [C], 121)'],
  [
    'sqlserver',
    sqlServerDialect,
    ['datetimeoffset', 'false'],
    'zonedTime',
    `convert(varchar(50), switchoffset([C], '+08:00'), 126)`,
  ],
  ['sqlserver', sqlServerDialect, ['money', 'false'], 'decimal', 'convert(varchar(50), [C], 2)'],
  ['sqlserver', sqlServerDialect, ['nvarchar', 'false'], 'text', undefined],
] as const)('%s: how a column is printed: %#', async (_, dialect, column, kind, printed) => {
  const { session } = sessionOf([[['S', 'T', 7, 0, 'true']], [['C', ...column]]]);
  const table = await dialect.findTable(session, null, 'T', '+08:00');
  expect(table?.columns.map((found) => [found.kind, found.printed])).toEqual([[kind, printed]]);
});

/** What a catalogue says of a column, and how it is declared by that: type, form, length and scale. */
const declarations: readonly (readonly [Dialect, Rows[number], readonly unknown[]])[] = [
  [
    oracleDialect,
    ['VARCHAR2', null, null, 'Y', 50, 'B', 'AL32UTF8'],
    ['VARCHAR2(50 BYTE)', 'text', 50, null, 16],
  ],
  [oracleDialect, ['CHAR', null, null, 'Y', 50, 'B', 'ZHS16GBK'], ['CHAR(50 BYTE)', 'text', 50, null, 25]],
  [oracleDialect, ['CHAR', null, null, 'Y', 50, 'B', 'US7ASCII'], ['CHAR(50 BYTE)', 'text', 50, null]],
  [
    oracleDialect,
    ['VARCHAR2', null, null, 'Y', 50, 'C', 'ZHS16GBK'],
    ['VARCHAR2(50 CHAR)', 'text', 50, null, 50],
  ],
  [
    oracleDialect,
    ['NVARCHAR2', null, null, 'Y', 50, 'C', 'AL32UTF8'],
    ['NVARCHAR2(50)', 'text', 50, null, 50],
  ],
  [oracleDialect, ['CLOB', null, null, 'Y', 0, null, 'AL32UTF8'], ['CLOB', 'text', null, null]],
  [oracleDialect, ['NUMBER', 9, 0, 'Y', 0], ['NUMBER(9,0)', 'integer', 9, 0]],
  [oracleDialect, ['NUMBER', 18, 0, 'Y', 0], ['NUMBER(18,0)', 'integer', 18, 0]],
  [oracleDialect, ['NUMBER', null, 0, 'Y', 0], ['NUMBER(38,0)', 'integer', 38, 0]],
  [oracleDialect, ['NUMBER', 12, 2, 'Y', 0], ['NUMBER(12,2)', 'decimal', 12, 2]],
  [oracleDialect, ['NUMBER', 12, -2, 'Y', 0], ['NUMBER(12,-2)', 'decimal', 12, -2]],
  [oracleDialect, ['NUMBER', null, null, 'Y', 0], ['NUMBER', 'decimal', null, null]],
  [oracleDialect, ['FLOAT', 126, null, 'Y', 0], ['FLOAT(126)', 'decimal', 126, null]],
  [oracleDialect, ['DATE', null, null, 'Y', 0], ['DATE', 'time', null, null]],
  [oracleDialect, ['TIMESTAMP(6)', null, 6, 'Y', 0], ['TIMESTAMP(6)', 'time', null, null]],
  [oracleDialect, ['RAW', null, null, 'Y', 0], ['RAW', 'binary', null, null]],
  [damengDialect, ['VARCHAR', 50, 0, 'Y', 50], ['VARCHAR(50)', 'text', 50, null]],
  [damengDialect, ['INT', 10, 0, 'Y', 4], ['INT', 'integer', 10, 0]],
  [damengDialect, ['BIGINT', 19, 0, 'Y', 8], ['BIGINT', 'integer', 19, 0]],
  [damengDialect, ['DECIMAL', 12, 2, 'Y', 12], ['DECIMAL(12,2)', 'decimal', 12, 2]],
  [damengDialect, ['DATE', 13, 0, 'Y', 3], ['DATE', 'date', null, null]],
  [sqlServerDialect, ['nvarchar', 'true', 100, 0, 0], ['nvarchar(50)', 'text', 50, null]],
  [sqlServerDialect, ['varchar', 'true', 50, 0, 0], ['varchar(50)', 'text', 50, null]],
  [sqlServerDialect, ['nvarchar', 'true', -1, 0, 0], ['nvarchar(max)', 'text', null, null]],
  [sqlServerDialect, ['decimal', 'true', 9, 12, 2], ['decimal(12,2)', 'decimal', 12, 2]],
  [sqlServerDialect, ['bigint', 'true', 8, 19, 0], ['bigint', 'integer', 19, 0]],
  [sqlServerDialect, ['money', 'true', 8, 19, 4], ['money', 'decimal', null, null]],
  [sqlServerDialect, ['bit', 'true', 1, 1, 0], ['bit', 'boolean', null, null]],
  [sqlServerDialect, ['datetime2', 'true', 8, 27, 7], ['datetime2', 'time', null, null]],
  [sqlServerDialect, ['varbinary', 'true', 16, 0, 0], ['varbinary(16)', 'binary', null, null]],
  [sqlServerDialect, ['clr', 'true', -1, 0, 0], ['clr', 'text', null, null]],
];

test.each(declarations)('%#: a column is declared as its catalogue says', async (dialect, column, wanted) => {
  const { session } = sessionOf([[['S', 'T', 7, 0, 'true']], [['C', ...column]]]);
  const table = await dialect.findTable(session, null, 'T', '+08:00');
  const found = table?.columns.map((each) => declaredColumn(each, 'c')) ?? [];
  expect(found.map((each) => each && [each.type, each.form, each.length, each.scale, each.chinese])).toEqual([
    [...wanted, undefined].slice(0, 5),
  ]);
  expect(found[0]).toMatchObject({ name: 'c', nullable: true });
});

test.each([
  [oracleDialect, `('.' || "K")`, `('.' || :1)`],
  [damengDialect, `('.' || "K")`, `('.' || :1)`],
  [sqlServerDialect, `coalesce(convert(nvarchar(4000), [K]), N'')`, '@p1'],
])(
  '%#: a nullable key column and its value compare as texts that are never null',
  (dialect, column, value) => {
    const key = { name: 'K', kind: 'text', nullable: true } as const;
    expect(dialect.neverNull(key)).toBe(column);
    expect(dialect.keyValue({ column: key, value: '' }, dialect.parameters())).toBe(value);
  },
);

test.each([
  ['oracle', oracleDialect, '"P"."', '"', [['CREATE SESSION'], ['DROP ANY TABLE'], ['CREATE TABLE']]],
  ['sqlserver', sqlServerDialect, '[P].[', ']', [['CONNECT'], ['DROP ANY TABLE'], ['CREATE TABLE']]],
] as const)('%s: what the account could do beyond', async (_, dialect, open, close, more) => {
  const tables = ['SELECT', 'UPDATE', 'DELETE'].flatMap((right) => [
    [right, 'P', 'A'],
    [right, 'P', 'B'],
  ]);
  const { session } = sessionOf([[...tables, ...more]]);
  expect(await dialect.excess(session, { tables: [`${open}A${close}`], writeBack: true })).toEqual([
    { right: 'server', count: 1, objects: ['DROP ANY TABLE'] },
    { right: 'read', count: 1, objects: ['P.B'] },
    { right: 'update', count: 1, objects: ['P.B'] },
    { right: 'delete', count: 2, objects: ['P.A', 'P.B'] },
    { right: 'create', count: 1, objects: ['CREATE TABLE'] },
  ]);
});

test.each([
  ['oracle', 'oracledb'],
  ['sqlserver', 'mssql'],
  ['dameng', 'dmdb'],
])('%s: a missing driver is said in one sentence', async (kind, name) => {
  const source = sourceOver(kind, 'PRE_ROWS', 1000);
  await expect(findConnector(kind).open(source, () => 'x://hub:hub@127.0.0.1/pre')).rejects.toMatchObject({
    code: 'HUB_SOURCE_INVALID',
    sentence: expect.stringMatching(new RegExp(`驱动程序 ${name}，.*npm install ${name}@[0-9.]+ 后重试。$`)),
  });
});
