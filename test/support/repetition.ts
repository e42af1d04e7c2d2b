import { spawn } from 'node:child_process';
import type { Verdict } from './evidence.js';

/** How often the tests are run, and how many processes take the processor from them meanwhile. */
export interface Repetition {
  readonly times: number;
  readonly busy: number;
  /** What is left of the command line, for jest. */
  readonly rest: readonly string[];
}

const most = 1_000;

/** Takes `--repeat <n>` and `--busy <n>` from a command line; null when one of them is no number to work with. */
export function repetitionOf(args: readonly string[]): Repetition | null {
  const rest = [...args];
  const take = (name: string, otherwise: number): number => {
    const at = rest.indexOf(name);
    return at < 0 ? otherwise : Number(rest.splice(at, 2)[1]);
  };
  const times = take('--repeat', 1);
  const busy = take('--busy', 0);
  const sound = [times, busy].every((each) => Number.isInteger(each) && each >= 0 && each <= most);
  return sound && times > 0 ? { times, busy, rest } : null;
}

/** Runs again and again and adds up; every round counts. Says after each how it stands. */
export async function repeated(
  { times, busy }: Repetition,
  run: (round: number) => Promise<Verdict>,
  say: (sentence: string) => void,
): Promise<Verdict> {
  const idlers = Array.from({ length: busy }, () => spawn(process.execPath, ['-e', 'for (;;);']));
  try {
    let sum: Verdict = { passed: 0, failed: 0, failedFiles: [] };
    let failedRounds = 0;
    for (let round = 1; round <= times; round += 1) {
      const one = await run(round);
      sum = {
        passed: sum.passed + one.passed,
        failed: sum.failed + one.failed,
        failedFiles: [...new Set([...sum.failedFiles, ...one.failedFiles])],
      };
      failedRounds += one.failed > 0 ? 1 : 0;
      if (times > 1) say(`第 ${round}/${times} 轮，其中 ${failedRounds} 轮有失败。`);
    }
    return sum;
  } finally {
    for (const one of idlers) one.kill('SIGKILL');
  }
}
