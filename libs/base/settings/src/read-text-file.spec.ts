import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readConfigFolder } from './config-documents.js';

let dir: string;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'config-'));
  const root = join(dir, 'policy');
  await mkdir(join(root, 'folder.yaml'), { recursive: true });
  await writeFile(join(root, 'good.yaml'), 'title: 好\n');
  await writeFile(join(root, 'bom.yaml'), '\uFEFFtitle: 有标记\n');
  await writeFile(join(root, 'crlf.yaml'), 'title: 一\r\nname: 二\r\n');
  await writeFile(join(root, 'empty.yaml'), '');
  await writeFile(join(root, 'blank.yaml'), ' \n\n');
  // “name: 住建局” in GBK, on the second line.
  await writeFile(
    join(root, 'gbk.yaml'),
    Buffer.concat([Buffer.from('a: 1\nname: '), Buffer.from('d7a1bda8bed6', 'hex'), Buffer.from('\n')]),
  );
  await writeFile(join(root, 'utf16.yaml'), Buffer.from('\uFEFFtitle: 好\n', 'utf16le'));
  await writeFile(join(root, 'nul.yaml'), 'a: 1\nb: x\0y\n');
  await writeFile(join(root, 'other.yml'), 'title: 别\n');
  await writeFile(join(root, 'large.yaml'), '');
  await truncate(join(root, 'large.yaml'), 50 * 1024 * 1024);
  execFileSync('mkfifo', [join(root, 'pipe.yaml')]);
  execFileSync('ln', ['-s', '/nowhere/at-all', join(root, 'link.yaml')]);
});

afterAll(() => rm(dir, { recursive: true }));

test('a file that is no small UTF-8 text is named with what it is, and every other file is read', async () => {
  const { documents, mistakes } = await readConfigFolder(dir, 'policy');
  expect(Object.fromEntries(documents.map(({ path, text }) => [path, text]))).toEqual({
    'policy/bom.yaml': 'title: 有标记\n',
    'policy/crlf.yaml': 'title: 一\r\nname: 二\r\n',
    'policy/good.yaml': 'title: 好\n',
  });
  const told = Object.fromEntries(
    mistakes.map(({ path, line, column, sentence }) => [path.slice(7), [line, column, sentence]]),
  );
  expect(told).toEqual({
    'folder.yaml': [null, null, expect.stringContaining('是文件夹，应为文件')],
    'empty.yaml': [null, null, expect.stringContaining('是空文件')],
    'blank.yaml': [null, null, expect.stringContaining('是空文件')],
    'gbk.yaml': [2, 8, expect.stringMatching(/policy\/gbk\.yaml:2:8 .*GBK.*另存为 UTF-8/)],
    'utf16.yaml': [null, null, expect.stringContaining('UTF-16')],
    'nul.yaml': [2, 5, expect.stringContaining('空字符')],
    'other.yml': [null, null, expect.stringContaining('.yaml，请改名')],
    'large.yaml': [null, null, expect.stringContaining('50 MB，超过上限 4 MB')],
    'pipe.yaml': [null, null, expect.stringContaining('不是普通文件')],
    'link.yaml': [null, null, expect.stringContaining('打不开（ENOENT）')],
  });
});

test('a folder that is not there is named, not taken for an empty one', async () => {
  expect(await readConfigFolder(dir, 'calendar')).toEqual({
    documents: [],
    mistakes: [
      expect.objectContaining({ path: 'calendar', sentence: expect.stringContaining('文件夹不存在') }),
    ],
  });
});
