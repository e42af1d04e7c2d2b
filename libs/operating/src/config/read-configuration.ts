import { join, relative } from 'node:path';
import type { Queryable } from '#base/contracts';
import { isSourcePath, readConfigDocuments, type ConfigDocument, type ConfigMistake } from '#base/settings';
import { comparePolicyFiles, type WaitingPaper } from '#libs/catalogue';
import { readLookups } from '#libs/lookup';
import { planStandards, type PlannedStandard } from '#libs/standards';
import { sortSources } from './source-files.js';

/** The configuration's documents that can be taken, and every file that cannot, named. */
export interface Configuration {
  readonly policy: readonly ConfigDocument[];
  readonly sources: readonly ConfigDocument[];
  readonly standards: readonly ConfigDocument[];
  readonly mistakes: readonly ConfigMistake[];
  /** Whether some definition of a source cannot be read, so that a source missing here may still be meant. */
  readonly sourcesUncertain: boolean;
  /** The same of the mapping documents. */
  readonly standardsUncertain: boolean;
}

/** Reads a configuration folder; a wrong file is named and left out, all others count. Policy documents are judged by their catalogue. */
export async function readConfiguration(configDir: string): Promise<Configuration> {
  const { policy, sources, standards, mistakes } = await readConfigDocuments(configDir);
  const sorted = sortSources(sources);
  const unread = mistakes.some(({ path }) => isSourcePath(path) || path === 'departments');
  return {
    policy,
    sources: sorted.documents,
    standards,
    mistakes: [...mistakes, ...sorted.mistakes],
    sourcesUncertain: unread || sorted.mistakes.length > 0,
    standardsUncertain: mistakes.some(({ path }) => path.startsWith('standards')),
  };
}

/** What is wrong with the configuration's files, and what of them waits to be taken in. */
export interface ConfigState {
  readonly mistakes: readonly ConfigMistake[];
  /** Mapping documents whose files say something else than the version in force. */
  readonly standards: readonly PlannedStandard[];
  /** Policy papers whose files say something else than what is in force. */
  readonly waiting: readonly WaitingPaper[];
  /** What to do about the waiting papers, as one sentence; null when none waits. */
  readonly sentence: string | null;
}

/** Compares the configuration's files with what is in force; changes nothing. */
export async function readConfigState(database: Queryable, configDir: string): Promise<ConfigState> {
  const configuration = await readConfiguration(configDir);
  const unread = configuration.mistakes.map(({ path }) => path);
  const { approved, setAside, waiting } = await comparePolicyFiles(database, configuration.policy, unread);
  const lookups = await readLookups(configDir);
  const plan = await planStandards(database, configuration.standards, configuration.standardsUncertain);
  return {
    mistakes: [...configuration.mistakes, ...plan.mistakes, ...setAside, ...lookups.mistakes],
    standards: plan.changes,
    waiting,
    sentence: waiting.length === 0 ? null : waitingSentence(waiting, approved, configDir),
  };
}

/** How files that differ from the policy in force are taken in; new departments come first. */
function waitingSentence(waiting: readonly WaitingPaper[], approved: boolean, configDir: string): string {
  const departments = waiting.filter(({ paper }) => paper.startsWith('department '));
  const ordered = [...new Set([...departments, ...waiting])].map(({ path }) => path);
  const more = ordered.length > 3 ? ` 等 ${ordered.length} 份` : '';
  const head = `政策文件 ${ordered.slice(0, 3).join('、')}${more} 与现行政策不同，尚未生效`;
  if (!approved) return `${head}：请执行 hub setup 装载。`;
  const file = writtenPath(configDir, ordered[0] ?? '');
  const topics = departments.length === 0 ? '' : '；批准后再执行 hub setup，建立新部门的主题与账号';
  return (
    `${head}：现行政策经批准形成，改动须报审。请用 hub policy import ${file} 检查，hub policy submit ${file} --by <报审人> 报审，` +
    `由另一人 hub policy approve <草案> --by <批准人> 批准${topics}。相互依赖的几份放在一个文件夹里一并报审。`
  );
}

/** The file as a person on this machine would write it. */
function writtenPath(configDir: string, path: string): string {
  const near = relative(process.cwd(), join(configDir, path));
  return near.startsWith('..') ? join(configDir, path) : near;
}
