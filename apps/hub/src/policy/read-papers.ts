import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { InvalidArgumentError } from 'commander';
import type { PolicyDocument } from '#libs/catalogue';

/** Reads the papers a bureau hands in: one YAML file, or a folder of them. */
export async function readPapers(path: string): Promise<readonly PolicyDocument[]> {
  const found = await stat(path).catch(() => null);
  if (found === null) throw new InvalidArgumentError(`找不到“${path}”。`);
  if (found.isFile()) return [{ path, text: await readFile(path, 'utf8') }];
  const names = (await readdir(path, { recursive: true })).filter((name) => name.endsWith('.yaml')).sort();
  if (names.length === 0) throw new InvalidArgumentError(`“${path}”内没有 .yaml 文件。`);
  return Promise.all(
    names.map(async (name) => ({ path: name, text: await readFile(join(path, name), 'utf8') })),
  );
}
