import type { ProcessFigures } from './process-figures.js';

/** One line of the bench's report. `verified` says what was compared with the truth; a bench that cannot verify throws. */
export interface BenchLine {
  readonly name: string;
  readonly figure: string;
  readonly target: string;
  readonly baseline: string;
  readonly verified: string;
  readonly processes: Readonly<Record<string, ProcessFigures>>;
}

/** Whole numbers with thousands separated. */
export function whole(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

/** Prints a line as a short paragraph, one fact a row. */
export function printLine(line: BenchLine): void {
  const rows = [
    ['result', line.figure],
    ['target', line.target],
    ['baseline', line.baseline],
    ['verified', line.verified],
    ...Object.entries(line.processes).map(([name, { cpuSeconds, peakBytes }]) => [
      name,
      `${cpuSeconds.toFixed(1)} s CPU, peak ${whole(peakBytes / 1_048_576)} MB`,
    ]),
  ];
  const text = rows.map(([name = '', value = '']) => `  ${name.padEnd(10)} ${value}`).join('\n');
  process.stdout.write(`\n${line.name}\n${text}\n`);
}

/** Throws unless the two are the same. */
export function mustEqual(what: string, found: unknown, expected: unknown): void {
  if (String(found) !== String(expected)) {
    throw new Error(`${what}: found ${String(found)}, expected ${String(expected)}`);
  }
}
