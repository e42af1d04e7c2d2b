// The door of every npm script. Needs nothing but Node 20: it installs, compiles and hands over to the project's own Node.
import { check } from './bootstrap/check.mjs';
import { compile } from './bootstrap/compile.mjs';
import { install } from './bootstrap/install.mjs';
import { dist, say } from './bootstrap/ground.mjs';
import { handOver } from './bootstrap/hand-over.mjs';
import { nothingToReset } from './bootstrap/reset.mjs';

const [verb = 'start', ...args] = process.argv.slice(2);

const verbs = {
  start: () => run('docker/local/start.js', { ownSession: true }),
  test: () => run('test/support/run-tests.js', { ownSession: true, toleratesTypeErrors: true }),
  bench: () => run('test/load/main.js', { ownSession: true }),
  hub: () => run('docker/local/hub.js', { quiet: true }),
  reset: async () => (nothingToReset() ? 0 : run('docker/local/reset.js', { quiet: true })),
  build: async () => ((await prepare()) ? 0 : 1),
  check: async () => (await prepare({ quiet: true }), check(args)),
};

/** Installs and compiles as far as needed; false when the sources do not compile. */
async function prepare(options = {}) {
  await install();
  return compile(options);
}

async function run(program, { ownSession = false, quiet = false, toleratesTypeErrors = false }) {
  const sound = await prepare({ quiet });
  if (!sound && !toleratesTypeErrors) return 1;
  const environment = sound ? {} : { HUB_BUILD_BROKEN: '1' };
  return handOver(dist(program), args, { ownSession, environment });
}

const work = verbs[verb];
if (work === undefined) {
  say(`没有“${verb}”这个命令，可用的有：${Object.keys(verbs).join('、')}。`);
  process.exitCode = 2;
} else {
  process.exitCode = await work();
}
