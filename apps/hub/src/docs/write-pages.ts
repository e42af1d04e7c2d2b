import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { generatedBlocks, generatedPages, type Page } from './pages.js';

const handWritten = ['README.md', 'README.zh-CN.md', 'docs/connect-your-first-system.md', 'docs/operate.md'];

/**
 * The generated files that differ from what they should be, as they should be; `content` null means the file should not be there.
 * Blocks between `<!-- generated:name -->` and `<!-- /generated:name -->` in the READMEs are treated alike.
 */
export async function stalePages(
  root: string,
  configDir: string,
): Promise<readonly (Page | { readonly path: string; readonly content: null })[]> {
  const wanted = [...generatedPages(configDir), ...(await pagesWithBlocks(root, configDir))];
  const stale: Page[] = [];
  for (const page of wanted) {
    if ((await textOf(join(root, page.path))) !== page.content) stale.push(page);
  }
  const paths = new Set(wanted.map(({ path }) => path));
  const strays = (await filesUnder(root, 'docs')).filter((path) => !paths.has(path));
  return [...stale, ...strays.map((path) => ({ path, content: null }))];
}

/** Brings the generated files up to date and answers their paths. */
export async function writePages(root: string, configDir: string): Promise<readonly string[]> {
  const stale = await stalePages(root, configDir);
  for (const { path, content } of stale) {
    const file = join(root, path);
    if (content === null) {
      await rm(file);
    } else {
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, content);
    }
  }
  return stale.map(({ path }) => path);
}

async function pagesWithBlocks(root: string, configDir: string): Promise<readonly Page[]> {
  const blocks = Object.entries(generatedBlocks(configDir));
  const pages: Page[] = [];
  for (const path of handWritten) {
    const text = await textOf(join(root, path));
    if (text === null) continue;
    pages.push({ path, content: blocks.reduce((rest, [name, block]) => withBlock(rest, name, block), text) });
  }
  return pages;
}

function withBlock(text: string, name: string, block: string): string {
  const [open, close] = [`<!-- generated:${name} -->`, `<!-- /generated:${name} -->`];
  const start = text.indexOf(open);
  const end = text.indexOf(close);
  if (start < 0 || end < start) return text;
  return `${text.slice(0, start + open.length)}\n\n${block}\n\n${text.slice(end)}`;
}

async function filesUnder(root: string, folder: string): Promise<readonly string[]> {
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
}

async function textOf(file: string): Promise<string | null> {
  return readFile(file, 'utf8').catch(() => null);
}
