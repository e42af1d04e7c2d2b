import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { projectRoot } from '#base/settings';
import { parseSource } from './source-document.js';

const path = 'departments/370800/zjj/sources/front.yaml';
const text = (changes: string): string => `
document: source
id: 370800.zjj.front
name: 前置库
connector: mysql
standard: shandong-front
generation: a
streams:
  - { name: result, kind: result, table: EA_JC_STEP_DONE, mode: keyset, cursor: MAKETIME, key: [ORGBUSNO], caseNumber: PROJID }
${changes}`;

test('a short definition gets the defaults, in milliseconds', () => {
  expect(parseSource({ path, text: text('read: { poll: 5s }') })).toMatchObject({
    id: '370800.zjj.front',
    timeZone: 'Asia/Shanghai',
    pageSize: 500,
    pollMs: 5_000,
    lagMs: 1_000,
    overlapMs: 600_000,
    sweep: null,
    writeBack: false,
    firstLoad: { tell: false },
  });
});

test('a budget is read in rates, minutes of the day and milliseconds', () => {
  const budget =
    'budget: { rowsPerSecond: 50, connections: 2, hours: ["12:00-13:00", "20:00-07:00"], longestQuery: 10s }';
  expect(parseSource({ path, text: text(budget) }).budget).toEqual({
    rowsPerSecond: 50,
    connections: 2,
    hours: [
      { from: 720, to: 780 },
      { from: 1_200, to: 420 },
    ],
    longestQueryMs: 10_000,
  });
  const [hours] = parseSource({ path, text: text('budget: { hours: "20:00-07:00" }') }).budget?.hours ?? [];
  expect(hours).toEqual({ from: 1_200, to: 420 });
});

test.each([
  ['colour: red', 'colour'],
  ['budget: { rowsPerSecond: 0 }', 'budget.rowsPerSecond'],
  ['budget: { hours: nights }', 'budget.hours'],
  ['budget: { queryTimeout: 3s }', 'queryTimeout'],
  ['read: { polls: 1s }', 'polls'],
  ['read: { poll: soon }', 'read.poll'],
  ['timeZone: Asia/Jining', 'timeZone'],
  ['streams: []', 'YAML'],
])('%s is refused by name', (changes, named) => {
  expect(() => parseSource({ path, text: text(changes) })).toThrow(named);
});

test.each([
  ['colour: red', ':10:1 的 colour'],
  ['read: { polls: 1s }', ':10:9 的 read.polls'],
  ['read: { poll: soon }', ':10:15 的 read.poll'],
  ['timeZone: Asia/Jining', ':10:11 的 timeZone'],
  ['streams: []', ':10:1 有误：不是有效的 YAML（同一个键写了两次，请删去一个）'],
  ['writeBack: maybe\ncolour: red', ':10:12 的 writeBack'],
])('%s is refused at its line and column', (changes, place) => {
  expect(() => parseSource({ path, text: text(changes) })).toThrow(`front.yaml${place}`);
});

test('a contradiction is refused where it stands, a missing field at what lacks it', () => {
  const contradictory = text('').replace('mode: keyset', 'mode: snapshot, flag: { column: S, taken: "1" }');
  expect(() => parseSource({ path, text: contradictory })).toThrow(':9:75 的 streams.0.flag');
  expect(() => parseSource({ path, text: text('').replace('kind: result, ', '') })).toThrow(
    ':9:5 的 streams.0.kind',
  );
});

test('a definition in the wrong folder is refused', () => {
  const elsewhere = 'departments/370811/zjj/sources/front.yaml';
  expect(() => parseSource({ path: elsewhere, text: text('') })).toThrow('370811.zjj.front');
});

test('flag mode needs the department to have agreed to writing back', () => {
  const flagged = text('').replace('mode: keyset', 'mode: flag, flag: { column: SYNC, taken: "1" }');
  expect(() => parseSource({ path, text: flagged })).toThrow('writeBack');
});

test.each(['xzspj', 'zjj'])('the sample source of %s is in order', (department) => {
  const file = join(projectRoot(), `config/departments/370800/${department}/sources/front.yaml`);
  const source = parseSource({ path: file, text: readFileSync(file, 'utf8') });
  expect(source.streams.map(({ kind }) => kind)).toEqual([
    'application',
    'acceptance',
    'step',
    'specialProcedure',
    'result',
  ]);
});
