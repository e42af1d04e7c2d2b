import { HubError, type SourceDefinition } from '#base/contracts';
import { mistakeOf, type ConfigDocument, type ConfigMistake } from '#base/settings';
import { acceptSource, connectorKinds } from '#libs/connectors';
import { parseSource, sourceMistake } from '#libs/intake';

/** The definitions that can be taken, and what is wrong with the other files. */
export interface SourceFiles {
  readonly documents: readonly ConfigDocument[];
  readonly mistakes: readonly ConfigMistake[];
}

/** Sorts definitions into those that can be taken and those that are wrong, or say again what another file says. */
export function sortSources(documents: readonly ConfigDocument[]): SourceFiles {
  const good = new Map<string, ConfigDocument>();
  const mistakes: ConfigMistake[] = [];
  for (const document of documents)
    try {
      const { id } = refuseMistaken(document);
      const twin = good.get(id);
      if (twin !== undefined) throw sourceMistake(document, ['id'], `与 ${twin.path} 是同一个数据源`);
      good.set(id, document);
    } catch (thrown) {
      if (!(thrown instanceof HubError)) throw thrown;
      mistakes.push(mistakeOf(document.path, thrown));
    }
  return { documents: [...good.values()], mistakes };
}

/** The definition of a document. Throws HUB_SOURCE_INVALID with file, line and column for one that could never be opened. */
export function refuseMistaken(document: ConfigDocument): SourceDefinition {
  const definition = parseSource(document);
  if (!connectorKinds.includes(definition.connector)) {
    const reason = `没有名为“${definition.connector}”的连接器，可用的有：${connectorKinds.join('、')}`;
    throw sourceMistake(document, ['connector'], reason);
  }
  try {
    acceptSource(definition);
    return definition;
  } catch (thrown) {
    const { path, mistake } = thrown instanceof HubError ? thrown.facts : {};
    if (typeof path !== 'string' || typeof mistake !== 'string') throw thrown;
    throw sourceMistake(document, writtenPath(definition, path), mistake);
  }
}

/** A connector names a stream; its text has a list of them. */
function writtenPath({ streams }: SourceDefinition, path: string): readonly string[] {
  const [head = '', stream = '', ...rest] = path.split('.');
  const place = head === 'streams' ? streams.findIndex(({ name }) => name === stream) : -1;
  return place === -1 ? path.split('.') : [head, String(place), ...rest];
}
