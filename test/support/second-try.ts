import { relative } from 'node:path';
import { repository } from '../../docker/local/places.js';
import type { Verdict } from './evidence.js';

/** So many files that failed are looked at once more; more is no accident. */
const mostAgain = 3;

/**
 * Runs the files that failed once more, alone, and says what came of it, for whoever looks for the cause: one that passes now depends on
 * time. The verdict stays that of the first run.
 */
export async function secondTry(
  first: Verdict,
  runAlone: (files: readonly string[]) => Promise<Verdict>,
  say: (sentence: string) => void,
): Promise<Verdict> {
  const { failed, failedFiles } = first;
  if (failed === 0 || failedFiles.length === 0 || failedFiles.length > mostAgain) return first;
  const names = failedFiles.map((file) => relative(repository, file)).join('、');
  say(`有 ${failed} 项失败，单独重跑一次，只为查找原因，不改变结论：${names}。`);
  const second = await runAlone(failedFiles);
  say(
    `单独重跑（仅供参考）：${second.failed === 0 ? '通过，说明结果与时间有关，请查明并修正' : '仍然失败'}。`,
  );
  return first;
}
