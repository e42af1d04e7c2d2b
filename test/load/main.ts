import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { folder, places } from '../../docker/local/places.js';
import { startTestServers } from '../support/test-servers.js';
import { benchConnectorDatabase, benchConnectorFiles, benchConnectorRest } from './connectors.js';
import { benchFirstLoad } from './first-load.js';
import { benchMonthlyReport } from './monthly-report.js';
import { benchNormalise, benchNormaliseWaiting } from './normalise.js';
import { benchOutbox } from './outbox.js';
import { benchPolicyCheck } from './policy-check.js';
import { benchSweep } from './sweep.js';
import { printLine, type BenchLine } from './report.js';
import { serverSettings } from './server-settings.js';

const benches: Readonly<Record<string, (scale: number) => Promise<BenchLine>>> = {
  normalise: benchNormalise,
  'normalise-waiting': benchNormaliseWaiting,
  'first-load': benchFirstLoad,
  outbox: benchOutbox,
  'policy-check': benchPolicyCheck,
  sweep: benchSweep,
  report: benchMonthlyReport,
  'connector-database': benchConnectorDatabase,
  'connector-files': benchConnectorFiles,
  'connector-rest': benchConnectorRest,
};
const usage = `npm run bench [-- ${Object.keys(benches).join(' | ')}] [--rows 200000]\n`;

/** Runs the benches named on the command line, or all, on durable servers of their own, whose settings are printed; a bench that cannot verify its result fails the run. */
async function main(args: readonly string[]): Promise<number> {
  const options = { rows: { type: 'string', default: '200000' } } as const;
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const rows = Number(values.rows);
  const wanted = positionals.length === 0 ? Object.keys(benches) : positionals;
  if (!Number.isInteger(rows) || rows < 1 || wanted.some((name) => benches[name] === undefined)) {
    process.stderr.write(usage);
    return 2;
  }
  const dir = folder(join(folder(places.state), `bench-${randomBytes(4).toString('hex')}`));
  const say = (sentence: string): void => void process.stdout.write(`[压测] ${sentence}\n`);
  const servers = await startTestServers(dir, say, true);
  Object.assign(process.env, servers.environment);
  try {
    for (const line of await serverSettings(dir)) say(line);
    for (const name of wanted) {
      say(`${name}：${rows} 行 …`);
      const line = await benches[name]?.(rows);
      if (line !== undefined) printLine(line);
    }
    return 0;
  } finally {
    await Promise.all(servers.handles.map((handle) => handle.stop()));
    await rm(dir, { recursive: true, force: true });
  }
}

process.exitCode = await main(process.argv.slice(2));
