import { HubError, type SourceDefinition } from '#base/contracts';
import type { ConfigDocuments } from '#base/settings';
import { parseSource } from '#libs/intake';

/** The definition of a source as the configuration has it, run or not; with a stream's name, that stream must be in it. */
export function findDefinition(
  documents: ConfigDocuments,
  id: string,
  stream: string | null = null,
): SourceDefinition {
  const definition = definitionOf(documents, id);
  if (definition === undefined) {
    throw new HubError('HUB_SOURCE_INVALID', `配置中没有数据源 ${id}，请核对编号或补充其 YAML 定义。`, {
      source: id,
    });
  }
  if (stream !== null && definition.streams.every(({ name }) => name !== stream)) {
    const names = definition.streams.map(({ name }) => name).join('、');
    throw new HubError('HUB_SOURCE_INVALID', `数据源 ${id} 没有数据流 ${stream}，有的是：${names}。`, {
      source: id,
      stream,
    });
  }
  return definition;
}

/** Reads no other file than the one that is meant, where its place says so: a mistake in another is not this source's. */
function definitionOf({ sources, mistakes }: ConfigDocuments, id: string): SourceDefinition | undefined {
  const [region = '', department = '', name = ''] = id.split('.');
  const own = `${region}/${department}/sources/${name}.yaml`;
  const unread = mistakes.find(({ path }) => path.replaceAll('\\', '/').endsWith(own));
  if (unread !== undefined)
    throw new HubError('HUB_SOURCE_INVALID', unread.sentence, { source: id, file: unread.path });
  const placed = sources.find(({ path }) => path.replaceAll('\\', '/').endsWith(own));
  return placed === undefined ? undefined : parseSource(placed);
}
