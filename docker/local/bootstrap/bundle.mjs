import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { here } from './ground.mjs';

const run = here('dist', 'run');
const dayMs = 86_400_000;
const apps = ['collect', 'hub', 'normalise', 'receive', 'relay', 'sandbox', 'watch'];

/** The command line as the tests keep it running; the image is built without it. */
const warmCli = here('dist', 'test', 'support', 'warm-cli-process.js');

/** Runs beside an app and is found beside what starts it, in one folder with all the rest. */
const readingProcess = here('dist', 'libs', 'base', 'workbook', 'src', 'reading-process.js');

/** Packages that find files beside their own, or that all must share, and what only the sources need. */
const outside = ['*.node', '@platformatic/wasm-utils', 'pino', 'reflect-metadata', 'ssh2', 'typescript'];

/**
 * Puts every app with what it loads into `dist/run`, in files they share: a process that has to find two and a half thousand modules
 * needs a second and a half of processor more before its first line. Says what is wrong and answers false when something does not fit.
 */
export async function bundle() {
  const { build } = await import('esbuild');
  const { errors } = await build({
    entryPoints: [
      ...apps.map((app) => ({ in: here('dist', 'apps', app, 'src', 'main.js'), out: app })),
      { in: readingProcess, out: 'reading-process' },
      ...(existsSync(warmCli) ? [{ in: warmCli, out: 'warm-cli' }] : []),
    ],
    outdir: run,
    bundle: true,
    splitting: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    external: outside,
    plugins: [optional],
    banner: { js: commonJs },
    logLevel: 'error',
  }).catch((failure) => failure);
  if (errors.length === 0) removeOld();
  return errors.length === 0;
}

/* An app that is running may still ask for a file of the bundle before. */
function removeOld() {
  for (const file of readdirSync(run).map((name) => join(run, name))) {
    if (Date.now() - statSync(file).mtimeMs > dayMs) rmSync(file);
  }
}

/* Packages in the older form ask for Node's own modules by `require`, which a module of today does not have. */
const commonJs = `import { createRequire as requireFrom } from 'node:module';
const require = requireFrom(import.meta.url);`;

/* A package that is not installed is an optional part of another: whether it is missing shows when it is asked for. */
const optional = {
  name: 'optional',
  setup(build) {
    build.onResolve({ filter: /^[^./#]/ }, async ({ path, pluginData, ...asked }) => {
      if (pluginData === 'asked') return undefined;
      const { importer, namespace, resolveDir, kind } = asked;
      const found = await build.resolve(path, { importer, namespace, resolveDir, kind, pluginData: 'asked' });
      return found.errors.length > 0 ? { path, external: true } : found;
    });
  },
};

// The image is built without the rest of the bootstrap.
if (import.meta.main && !(await bundle())) process.exitCode = 1;
