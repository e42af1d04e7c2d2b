import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openTelemetry } from '#base/telemetry';
import { parseSource } from '#libs/intake';
import { tinyText } from '../../../test/support/tiny-standard.js';
import { CodesInForce } from './codes-in-force.js';

let configDir: string;
let now = Date.parse('2026-03-02T00:00:00Z');
let additions = {};
const told: string[] = [];
const { log } = openTelemetry({
  process: 'collect',
  log: { file: '', level: 'warn' },
  terminal: (line) => void told.push(line),
});

beforeAll(async () => {
  configDir = await mkdtemp(join(tmpdir(), 'standards-'));
  await mkdir(join(configDir, 'standards'));
  await writeFile(join(configDir, 'standards', 'tiny.yaml'), tinyText);
});

afterAll(() => rm(configDir, { recursive: true }));

const sourceOf = (standard: string) =>
  parseSource({
    path: 'front.yaml',
    text: `{ document: source, id: 370800.zjj.front, name: n, connector: mysql, standard: ${standard}, generation: A,
      streams: [{ name: step, kind: step, table: t, mode: snapshot, key: [ID], caseNumber: PROJID }] }`,
  });

test('what is known follows documents and added codes, a broken document is told once, and without a mapping nothing is known', async () => {
  const clock = { now: () => new Date(now) };
  const codes = new CodesInForce({ configDir, clock, log, added: () => Promise.resolve(additions) });
  const states = async (standard = 'tiny'): Promise<readonly unknown[]> => {
    now += 30_000;
    const known = await codes.of(sourceOf(standard));
    return [...known.values()].flatMap((columns) => [...(columns.get('NODESTATE') ?? [])]).toSorted();
  };
  const write = (text: string): Promise<void> => writeFile(join(configDir, 'standards', 'tiny.yaml'), text);
  expect(await states()).toEqual(['01', '02', '无']);
  additions = { step: { stepState: { '09': 'DONE' } } };
  expect(await states()).toEqual(['01', '02', '09', '无']);
  expect(await states('nobodys')).toEqual([]);
  await write(tinyText.replace(`'02': DONE`, `'02': DONE, '03': DONE`));
  expect(await states()).toContain('03');
  await write('standard: [');
  expect(await states()).toContain('03');
  expect(await states()).toContain('03');
  expect(told).toHaveLength(1);
  const fresh = new CodesInForce({ configDir, clock, log, added: () => Promise.resolve({}) });
  expect(await fresh.of(sourceOf('tiny'))).toEqual(new Map());
});
