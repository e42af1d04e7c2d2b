import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { projectRoot } from '#base/settings';
import { stalePages, writePages } from './write-pages.js';

const config = join(projectRoot(), 'config');
let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'docs-'));
  await writeFile(join(root, 'README.md'), 'before\n<!-- generated:settings -->\n<!-- /generated:settings -->\nafter\n');
});
afterEach(() => rm(root, { recursive: true, force: true }));

test('what was written is not stale, what was touched or added by hand is', async () => {
  const written = await writePages(root, config);
  expect(written).toEqual(expect.arrayContaining(['README.md', 'docs/errors.md', 'docs/schemas/messages/receipt.v1.json']));
  expect(await stalePages(root, config)).toEqual([]);
  await writeFile(join(root, 'docs/errors.md'), 'edited by hand');
  await cp(join(root, 'docs/metrics.md'), join(root, 'docs/stray.md'));
  expect((await stalePages(root, config)).map(({ path }) => path)).toEqual(['docs/errors.md', 'docs/stray.md']);
  await writePages(root, config);
  expect(await stalePages(root, config)).toEqual([]);
});

test('a block between markers is filled, the prose around it stays', async () => {
  await writePages(root, config);
  const readme = await readFile(join(root, 'README.md'), 'utf8');
  expect(readme).toMatch(/^before\n<!-- generated:settings -->\n\n\| Setting \|[\s\S]*\|\n\n<!-- \/generated:settings -->\nafter\n$/);
});
