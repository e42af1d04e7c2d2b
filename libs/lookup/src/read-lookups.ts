import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseLookup, type LookupDefinition } from './lookup-definition.js';

/** The interfaces a configuration folder defines in `lookups/*.yaml`, by name; none when there is no such folder. Throws HUB_LOOKUP_INVALID. */
export async function readLookups(configDir: string): Promise<readonly LookupDefinition[]> {
  const names = await readdir(join(configDir, 'lookups')).catch(() => []);
  const files = names.filter((name) => name.endsWith('.yaml')).sort();
  return Promise.all(
    files.map(async (name) => {
      const path = join('lookups', name);
      return parseLookup({ path, text: await readFile(join(configDir, path), 'utf8') });
    }),
  );
}
