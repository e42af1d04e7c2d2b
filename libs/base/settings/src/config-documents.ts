import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { HubError } from '#base/contracts';
import { readTextFile } from './read-text-file.js';

/** A file of the configuration; the path, counted from the configuration's folder, appears in every complaint about it. */
export interface ConfigDocument {
  readonly path: string;
  readonly text: string;
}

/** A file or folder that cannot be taken in, and what to do about it, as one Chinese sentence that names it. */
export interface ConfigMistake {
  readonly path: string;
  /** Both from 1; null where no position in the file can be named. */
  readonly line: number | null;
  readonly column: number | null;
  readonly sentence: string;
}

/** What a folder holds: the texts that can be read, and what is wrong with the rest. */
export interface ConfigFolder {
  readonly documents: readonly ConfigDocument[];
  readonly mistakes: readonly ConfigMistake[];
}

/** What an operator wrote: departments, lists, memoranda and calendar; sources; mapping documents of the standards. */
export interface ConfigDocuments {
  readonly policy: readonly ConfigDocument[];
  readonly sources: readonly ConfigDocument[];
  readonly standards: readonly ConfigDocument[];
  /** Files of these that cannot be read as text; one of them never keeps the others from being read. */
  readonly mistakes: readonly ConfigMistake[];
}

/** Reads the documents of a configuration folder, in the order of their paths. */
export async function readConfigDocuments(dir: string): Promise<ConfigDocuments> {
  const departments = await readConfigFolder(dir, 'departments');
  const policy = await readConfigFolder(dir, 'policy');
  const calendar = await readConfigFolder(dir, 'calendar');
  const standards = await readConfigFolder(dir, 'standards');
  const { documents } = departments;
  return {
    policy: [
      ...documents.filter(({ path }) => isDepartmentPath(path)),
      ...policy.documents,
      ...calendar.documents,
    ],
    sources: documents.filter(({ path }) => isSourcePath(path)),
    standards: standards.documents,
    mistakes: [
      ...[departments, policy, calendar, standards].flatMap(({ mistakes }) => mistakes),
      ...documents.filter(({ path }) => !isDepartmentPath(path) && !isSourcePath(path)).map(stray),
    ],
  };
}

/** Whether a path of the configuration is the definition of a source. */
export function isSourcePath(path: string): boolean {
  return basename(dirname(path)) === 'sources';
}

function isDepartmentPath(path: string): boolean {
  return basename(path) === 'department.yaml' && !isSourcePath(path);
}

function stray({ path }: ConfigDocument): ConfigMistake {
  return mistake(path, '不是部门文件 department.yaml，也不在 sources 文件夹内，不会被采用；请改名或移走');
}

/** Reads every YAML file under a folder of the configuration; what cannot be read is named beside the rest. */
export async function readConfigFolder(dir: string, folder: string): Promise<ConfigFolder> {
  const names = await readdir(join(dir, folder), { recursive: true }).catch((thrown: unknown) =>
    thrown instanceof Error ? thrown : new Error(String(thrown)),
  );
  if (names instanceof Error) return { documents: [], mistakes: [missingFolder(folder)] };
  const read = await Promise.all(
    names
      .filter((name) => isYaml(name))
      .sort()
      .map((name) => readOne(dir, join(folder, name))),
  );
  return {
    documents: read.flatMap((each) => ('text' in each ? each : [])),
    mistakes: read.flatMap((each) => ('text' in each ? [] : each)),
  };
}

/** `.yml` and other spellings are met too: a file that would be passed over without a word is told instead. */
function isYaml(name: string): boolean {
  return /\.ya?ml$/i.test(name) && !basename(name).startsWith('.');
}

async function readOne(dir: string, path: string): Promise<ConfigDocument | ConfigMistake> {
  if (!path.endsWith('.yaml')) return mistake(path, '扩展名应为小写的 .yaml，请改名');
  const read = await readTextFile(join(dir, path));
  return 'text' in read ? { path, text: read.text } : mistake(path, read.reason, read.line, read.column);
}

function mistake(
  path: string,
  reason: string,
  line: number | null = null,
  column: number | null = null,
): ConfigMistake {
  const where = line === null ? path : `${path}:${line}:${column ?? 1}`;
  return { path, line, column, sentence: `配置文件 ${where} 读不了：${reason}。` };
}

/** What a reader of one file refused, as a mistake of that file; `line` and `column` come from the facts. */
export function mistakeOf(path: string, { sentence, facts }: HubError): ConfigMistake {
  const { line, column } = facts;
  return { path, line: position(line), column: position(column), sentence };
}

function position(fact: unknown): number | null {
  return typeof fact === 'number' ? fact : null;
}

function missingFolder(folder: string): ConfigMistake {
  return mistake(folder, '文件夹不存在或无权读取，请核对配置目录（HUB_CONFIG_DIR）');
}
