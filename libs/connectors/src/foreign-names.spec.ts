import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const rule = 'libs/connectors/scripts/lint-foreign-names.mjs';

/** The lines of a piece of code that the rule refuses. */
async function refusedLines(lines: readonly string[]): Promise<readonly number[]> {
  const folder = await mkdtemp(join(process.cwd(), 'var', 'names-'));
  try {
    const file = join(folder, 'piece.ts');
    const code = [...lines, 'declare const row: Readonly<Record<string, unknown>>;', 'export {};'];
    await writeFile(file, code.join('\n'));
    const { status, stderr } = spawnSync(process.execPath, [rule, file], { encoding: 'utf8' });
    const found = [...stderr.matchAll(/piece\.ts:(\d+) {2}/g)].map(([, line]) => Number(line));
    expect(status).toBe(found.length === 0 ? 0 : 1);
    return found;
  } finally {
    await rm(folder, { recursive: true });
  }
}

test('what keys a plain object by a name from outside is refused, each way of it', async () => {
  const offences = [
    'export const read = (name: string) => row[name];',
    'export const write = (to: Record<string, string>, name: string) => { to[name] = name; };',
    'export const has = (name: string) => name in row;',
    'export const take = (name: string) => { const { [name]: value } = row; return value; };',
    'export const add = () => Object.assign({}, row);',
    'export const deep = (rows: readonly (typeof row | null)[], name: string) => rows[0]?.[name];',
  ];
  expect(await refusedLines(offences)).toEqual(offences.map((_, at) => at + 1));
});

test('an own field, a map, a fixed set of names and a list are nothing it minds', async () => {
  const sound = [
    'export const own = (name: string) => (Object.hasOwn(row, name) ? Object.entries(row) : []);',
    'export const map = (name: string) => new Map(Object.entries(row)).get(name);',
    "export const one = () => row['constructor'];",
    "const titles = { a: '甲', b: '乙' } as const; export const fixed = (name: 'a' | 'b') => titles[name];",
    'export const list = (names: readonly string[], at: number) => names[at];',
    'export const made = (name: string) => ({ ...row, [name]: 1 });',
  ];
  expect(await refusedLines(sound)).toEqual([]);
});
