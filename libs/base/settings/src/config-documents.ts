import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** A file of the configuration; the path, counted from the configuration's folder, appears in every complaint about it. */
export interface ConfigDocument {
  readonly path: string;
  readonly text: string;
}

/** What an operator wrote: departments, lists, memoranda and calendar; sources; mapping documents of the standards. */
export interface ConfigDocuments {
  readonly policy: readonly ConfigDocument[];
  readonly sources: readonly ConfigDocument[];
  readonly standards: readonly ConfigDocument[];
}

/** Reads the documents of a configuration folder, in the order of their paths. */
export async function readConfigDocuments(dir: string): Promise<ConfigDocuments> {
  const departments = await yamlUnder(dir, 'departments');
  return {
    policy: [
      ...departments.filter(({ path }) => basename(path) === 'department.yaml'),
      ...(await yamlUnder(dir, 'policy')),
      ...(await yamlUnder(dir, 'calendar')),
    ],
    sources: departments.filter(({ path }) => basename(dirname(path)) === 'sources'),
    standards: await readStandardDocuments(dir),
  };
}

/** Reads the mapping documents alone, for processes that look at them again and again. */
export function readStandardDocuments(dir: string): Promise<readonly ConfigDocument[]> {
  return yamlUnder(dir, 'standards');
}

async function yamlUnder(dir: string, folder: string): Promise<readonly ConfigDocument[]> {
  const names = (await readdir(join(dir, folder), { recursive: true })).filter((name) =>
    name.endsWith('.yaml'),
  );
  return Promise.all(
    names.sort().map(async (name) => ({
      path: join(folder, name),
      text: await readFile(join(dir, folder, name), 'utf8'),
    })),
  );
}
