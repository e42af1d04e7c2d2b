import { HubError } from '#base/contracts';
import { mistakeOf, readConfigFolder, type ConfigMistake } from '#base/settings';
import { parseLookup, type LookupDefinition } from './lookup-definition.js';

/** The interfaces that can be asked, and what is wrong with the other files. */
export interface ReadLookups {
  readonly interfaces: readonly LookupDefinition[];
  readonly mistakes: readonly ConfigMistake[];
}

/** The interfaces a configuration folder defines in `lookups/*.yaml`, by name; a wrong file is named and keeps no other from being asked. None when there is no such folder. */
export async function readLookups(configDir: string): Promise<ReadLookups> {
  const { documents, mistakes } = await readConfigFolder(configDir, 'lookups');
  const interfaces: LookupDefinition[] = [];
  const wrong = mistakes.filter(({ path }) => path !== 'lookups');
  for (const document of documents) {
    try {
      interfaces.push(parseLookup(document));
    } catch (thrown) {
      if (!(thrown instanceof HubError)) throw thrown;
      wrong.push(mistakeOf(document.path, thrown));
    }
  }
  return { interfaces, mistakes: wrong };
}
