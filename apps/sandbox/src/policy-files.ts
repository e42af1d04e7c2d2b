import { readdir, readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { parsePolicy } from '#libs/catalogue';
import type { SamplePolicy } from './generator/index.js';

/** Reads the policy that the hub is given too: department files, lists, memoranda and the calendar of a config folder. */
export async function readSamplePolicy(configDir: string): Promise<SamplePolicy> {
  const paths = [
    ...(await yamlUnder(join(configDir, 'departments'))).filter((path) =>
      path.endsWith(`${sep}department.yaml`),
    ),
    ...(await yamlUnder(join(configDir, 'policy'))),
    ...(await yamlUnder(join(configDir, 'calendar'))),
  ];
  const documents = paths.map(async (path) => ({ path, text: await readFile(path, 'utf8') }));
  return parsePolicy(await Promise.all(documents));
}

async function yamlUnder(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true });
  return entries.filter((path) => path.endsWith('.yaml')).map((path) => join(folder, path));
}
