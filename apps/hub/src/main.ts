import { runProcess } from '#base/telemetry';
import { runProgram } from './program.js';

await runProcess(() =>
  runProgram(
    process.argv.slice(2),
    process.env,
    (text) => process.stdout.write(text),
    (text) => process.stderr.write(text),
  ),
);
