import { createInterface } from 'node:readline';
import { runProcess } from '#base/telemetry';
import { runProgram } from '../../apps/hub/src/program.js';
import { endOfAnswer } from './warm-cli.js';

/* One command line a line, as JSON; both outputs end with the exit code, so that the reader knows when both have been read. */
for await (const line of createInterface({ input: process.stdin })) {
  process.exitCode = 0;
  const argv = JSON.parse(line) as readonly string[];
  const write = (text: string): void => void process.stdout.write(text);
  const writeError = (text: string): void => void process.stderr.write(text);
  await runProcess(() => runProgram(argv, process.env, write, writeError));
  for (const stream of [process.stdout, process.stderr]) stream.write(`${endOfAnswer}${process.exitCode}\n`);
}
process.exitCode = 0;
