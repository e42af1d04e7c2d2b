import { expect, test } from '@jest/globals';
import { HubError, type MapOutcome } from '#base/contracts';
import { fieldIndex } from '#base/model';
import { placeCode } from './code-additions.js';
import { compareColumns } from './columns.js';
import { runExamples } from './examples.js';
import type { Mapper } from './mapper.js';
import { compileStandards } from './standards.js';
import { rawRow, tinyRow, tinyText } from '../../../test/support/tiny-standard.js';

function mapper(source = tinyText, overrides?: unknown): Mapper {
  const lookup = compileStandards([{ path: 'tiny.yaml', text: source }]).mapperFor(
    'tiny',
    'A',
    'step',
    overrides,
  );
  if (!lookup.found) throw new Error(lookup.fault.sentence);
  return lookup.mapper;
}

function value(outcome: MapOutcome, field: string): unknown {
  return outcome.outcome === 'mapped' ? outcome.record.values[fieldIndex('step', field)] : outcome.fault;
}

function codeOf(work: () => unknown): string {
  try {
    work();
    return 'nothing thrown';
  } catch (thrown) {
    return thrown instanceof HubError ? `${thrown.code} ${thrown.sentence}` : String(thrown);
  }
}

test('one step reported twice is one row, and the later state is the later revision', () => {
  const [todo, done] = ['01', '02'].map((NODESTATE) => mapper().map(rawRow({ ...tinyRow, NODESTATE })));
  expect(todo).toMatchObject({ record: { rowKey: 'O1/1', revision: 101 } });
  expect(done).toMatchObject({ record: { rowKey: 'O1/1', revision: 102 } });
});

test('a higher version goes before a later state', () => {
  const outcome = mapper().map(rawRow({ ...tinyRow, DATAVER: 2, NODESTATE: '01' }));
  expect(outcome).toMatchObject({ record: { revision: 201 } });
});

test.each(['not json', '[]', '"text"', 'null', ''])('a body that is no JSON object is parked: %s', (body) => {
  expect(mapper().map(rawRow(body))).toMatchObject({
    outcome: 'parked',
    fault: { code: 'HUB_RAW_MALFORMED' },
  });
});

test('column names in lower case are understood', () => {
  const row = Object.fromEntries(Object.entries(tinyRow).map(([name, cell]) => [name.toLowerCase(), cell]));
  expect(value(mapper().map(rawRow(row)), 'stepName')).toBe('受理');
});

test('a row the department deleted is kept whatever it lacks', () => {
  const outcome = mapper().map(rawRow({ PROJID: 'P1', ORGBUSNO: 'O1', SN: 1 }, { operation: 'delete' }));
  expect(outcome).toMatchObject({ outcome: 'mapped', record: { removed: true, revision: 100 } });
});

test('a NUL in a text never reaches the database', () => {
  expect(value(mapper().map(rawRow({ ...tinyRow, NODENAME: '受\u0000理' })), 'stepName')).toBe('受理');
});

test('a gated field is empty when its condition does not hold', () => {
  expect(value(mapper().map(rawRow({ ...tinyRow, OPINION: '同意' })), 'opinion')).toBeNull();
  expect(value(mapper().map(rawRow({ ...tinyRow, NODESTATE: '02', OPINION: '同意' })), 'opinion')).toBe(
    '同意',
  );
});

test('no sentence repeats what could be a name or an identity number', () => {
  for (const leak of ['张三丰', '11010519491231002X', '13800000000']) {
    const outcome = mapper().map(rawRow({ ...tinyRow, START: leak, NODESTATE: leak }));
    expect(JSON.stringify(outcome)).not.toContain(leak);
  }
  expect(JSON.stringify(mapper().map(rawRow({ ...tinyRow, START: '2026-13-01' })))).toContain('2026-13-01');
});

test('the same message always has the same outcome', () => {
  const message = rawRow({ ...tinyRow, END: '2026-01-04' });
  const one = mapper();
  expect(one.map(message)).toEqual(one.map(message));
});

test('an unknown generation is a fault of the record, never a guess', () => {
  const standards = compileStandards([{ path: 'tiny.yaml', text: tinyText }]);
  expect(standards.mapperFor('tiny', 'C', 'step')).toMatchObject({
    found: false,
    fault: { code: 'HUB_GENERATION_UNKNOWN' },
  });
});

test('a source may override single fields, and its records carry another mapping version', () => {
  const own = mapper(tinyText, { stepName: { path: 'TITLE' } });
  expect(value(own.map(rawRow({ ...tinyRow, TITLE: '初审' })), 'stepName')).toBe('初审');
  expect(own.version).not.toBe(mapper().version);
  expect(codeOf(() => mapper(tinyText, { stepName: { pth: 'TITLE' } }))).toContain('HUB_MAPPING_INVALID');
});

test('the version follows the rules, not comments or examples', () => {
  expect(mapper(`# a remark\n${tinyText.replace('name: plain', 'name: other')}`).version).toBe(
    mapper().version,
  );
  expect(mapper(tinyText.replace("'02': DONE", "'2': DONE")).version).not.toBe(mapper().version);
});

test('columns nobody reads and columns that are missing are told apart', () => {
  const { unmapped, absent } = compareColumns(mapper(), ['projid', 'ORGBUSNO', 'SN', 'NODENAME', 'EXTRA']);
  expect(unmapped).toEqual(['EXTRA']);
  expect(absent).toContain('NODESTATE');
  expect(absent).not.toContain('PROJID');
});

test('the masks name the columns with personal data', () => {
  expect(mapper().masks).toEqual({ WHO: 'name' });
});

test('an example that does not come out is told with its file and the difference', () => {
  const [entry] = compileStandards([
    { path: 'tiny.yaml', text: tinyText.replace('revision: 101', 'revision: 102') },
  ]).entries;
  if (entry === undefined) throw new Error('no entry');
  expect(runExamples(entry)).toEqual([
    { path: 'tiny.yaml', example: 'plain', problem: 'revision 应为 102，实际为 101' },
  ]);
});

test.each([
  ['an unknown key', tinyText.replace('zone:', 'zon:'), '未知的键 zon'],
  [
    'an unknown key in a rule',
    tinyText.replace('{ path: END }', '{ path: END, fmt: x }'),
    'fields.endedAt 下有未知的键 fmt',
  ],
  ['an unknown field', tinyText.replace('endedAt: {', 'finishedAt: {'), 'fields.finishedAt'],
  ['a missing required field', tinyText.replace('  stepName: { path: NODENAME }\n', ''), 'stepName'],
  ['a code outside the canonical set', tinyText.replace('DONE }', 'FINISHED }'), 'FINISHED'],
  ['a coded field without codes', tinyText.replace(/, codes: .*? \}/, ''), '须写 codes'],
  ['an unknown zone', tinyText.replace('Asia/Shanghai', 'Asia/Nowhere'), 'Asia/Nowhere'],
  ['a rule without a source', tinyText.replace('{ path: END }', '{}'), 'fields.endedAt 须写 path'],
  ['a check on an unknown field', tinyText.replace('[[startedAt, endedAt]]', '[[startedAt, gone]]'), 'gone'],
  ['broken YAML', 'fields: [', 'tiny.yaml:1:10 无效：不是有效的 YAML'],
])('a document with %s is refused with its file and place', (_, source, place) => {
  const told = codeOf(() => compileStandards([{ path: 'tiny.yaml', text: source }]));
  expect(told).toContain('HUB_MAPPING_INVALID');
  expect(told).toContain('tiny.yaml');
  expect(told).toContain(place);
});

test('two documents for the same stream of a generation are refused', () => {
  const twice = [1, 2].map((at) => ({ path: `tiny-${at}.yaml`, text: tinyText }));
  expect(codeOf(() => compileStandards(twice))).toContain('tiny-1.yaml');
});

test('a code an operator added is understood, the document’s own meaning goes first, and the version tells', () => {
  const lookup = compileStandards([{ path: 'tiny.yaml', text: tinyText }]).mapperFor(
    'tiny',
    'A',
    'step',
    undefined,
    undefined,
    { stepState: { '09': 'DONE', '01': 'DONE', '07': 'NO_SUCH_STATE' }, noSuchField: { '1': 'X' } },
  );
  if (!lookup.found) throw new Error(lookup.fault.sentence);
  const added = lookup.mapper;
  const stateOf = (NODESTATE: string): unknown =>
    value(added.map(rawRow({ ...tinyRow, NODESTATE })), 'stepState');
  expect(stateOf('09')).toBe('DONE');
  expect(stateOf('01')).toBe('TODO');
  expect(added.map(rawRow({ ...tinyRow, NODESTATE: '07' }))).not.toMatchObject({
    outcome: 'mapped',
    record: { findings: [] },
  });
  expect(added.version).not.toBe(mapper().version);
});

test.each([
  ['NODESTATE', '09', 'DONE', { field: 'stepState' }],
  ['NODESTATE', '01', 'DONE', { sentence: expect.stringContaining('已有含义') }],
  ['NODESTATE', '09', 'NO_SUCH_STATE', { sentence: expect.stringContaining('可用的有') }],
  ['NODENAME', '09', 'DONE', { sentence: expect.stringContaining('没有代码表') }],
])('a code of column %s, %s as %s, is placed', (column, code, meaning, place) => {
  expect(placeCode(mapper().coded, column, code, meaning)).toEqual(place);
});

test('the known codes are those of tables, fillers and listed conditions, what an operator added included', () => {
  const compiled = compileStandards([{ path: 'tiny.yaml', text: tinyText }]);
  const codes = { stepState: { '09': 'DONE' } };
  const lookup = compiled.mapperFor('tiny', 'A', 'step', undefined, undefined, codes);
  const known = [...(lookup.found ? lookup.mapper.knownCodes : [])];
  expect(Object.fromEntries(known.map(([column, each]) => [column, [...each].toSorted()]))).toEqual({
    NODESTATE: ['01', '02', '09', '无'],
    CD_OPERATION: ['D'],
  });
});
