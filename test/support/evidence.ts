import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { stillThere } from '../../docker/local/identity.js';
import { places } from '../../docker/local/places.js';

/** What jest wrote about a run: tests by outcome, and the files that did not pass. A file that could not even be loaded counts as one failed test. */
export interface Verdict {
  readonly passed: number;
  readonly failed: number;
  readonly failedFiles: readonly string[];
}

const result = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numRuntimeErrorTestSuites: z.number(),
  testResults: z.array(z.object({ name: z.string(), status: z.string() })),
});

const kept = 2;

/** Removes the folders of earlier test runs but for the two youngest failed ones and those still running. */
export async function forgetOldRuns(): Promise<void> {
  const names = (await readdir(places.state)).filter((name) => name.startsWith('test-'));
  const idle: { readonly path: string; readonly time: number }[] = [];
  for (const name of names) {
    const path = join(places.state, name);
    if ((await stillThere(join(path, 'run.pid'))) !== null) continue;
    idle.push({ path, time: (await stat(path)).mtimeMs });
  }
  const old = idle.sort((one, other) => other.time - one.time).slice(kept);
  for (const { path } of old) await rm(path, { recursive: true, force: true });
}

/** The verdict in jest's result file, or null when jest has not come to one. */
export async function readVerdict(file: string): Promise<Verdict | null> {
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null || !text.trimEnd().endsWith('}')) return null;
  const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites, testResults } = result.parse(
    JSON.parse(text),
  );
  return {
    passed: numPassedTests,
    failed: numFailedTests + numRuntimeErrorTestSuites,
    failedFiles: testResults.filter(({ status }) => status === 'failed').map(({ name }) => name),
  };
}
