import { existsSync } from 'node:fs';
import { HubError } from '#base/contracts';
import { readConfigDocuments, readTextFile, type ConfigDocument } from '#base/settings';
import { compileStandard, runExamples, standardName } from '#libs/mapping';

/** How the examples of one mapping document came out. */
export interface MappingTest {
  readonly name: string;
  readonly path: string;
  readonly title: string;
  readonly examples: number;
  readonly failures: readonly { readonly example: string; readonly problem: string }[];
}

/**
 * Runs the examples of a mapping file, applied or not, or of all documents of the configuration that a name begins (standard, with generation, with kind).
 * Nothing is written. A document that cannot be read is HUB_MAPPING_INVALID, a name that nothing answers to HUB_NOT_FOUND.
 */
export async function testMapping(configDir: string, named: string): Promise<readonly MappingTest[]> {
  if (existsSync(named) && /\.ya?ml$/i.test(named))
    return [tested({ path: named, text: await textOf(named) })];
  const { standards } = await readConfigDocuments(configDir);
  const own = standards.filter(({ path }) => isNamed(path, named)).map(tested);
  if (own.length > 0) return own;
  throw new HubError(
    'HUB_NOT_FOUND',
    `没有映射文件 ${named}，配置中也没有这个标准；请给出 YAML 文件的路径，或标准目录名（可再加代次），如 shandong-front/b。`,
    { name: named },
  );
}

async function textOf(path: string): Promise<string> {
  const read = await readTextFile(path);
  if ('text' in read) return read.text;
  const position = read.line === null ? '' : `:${read.line}:${read.column ?? 1}`;
  throw new HubError('HUB_MAPPING_INVALID', `映射文件 ${path}${position} 无法读取：${read.reason}。`, {
    path,
  });
}

/** A document lies in the folder of its standard and generation; letter case is the same, as on the file systems of some operators. */
function isNamed(path: string, named: string): boolean {
  const place = `${path.replaceAll('\\', '/')}/`.toLowerCase();
  return place.includes(`standards/${named.replace(/\/$/, '')}/`.toLowerCase());
}

function tested(document: ConfigDocument): MappingTest {
  const entry = compileStandard(document);
  return {
    name: standardName(entry.document),
    path: entry.path,
    title: entry.title,
    examples: entry.document.examples.length,
    failures: runExamples(entry).map(({ example, problem }) => ({ example, problem })),
  };
}
