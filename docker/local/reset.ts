import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { HubError } from '#base/contracts';
import { endLeftover } from './identity.js';
import { refuseSecond } from './lock.js';
import { places } from './places.js';
import { say } from './terminal.js';

/** Forgets the local state: databases, topics, accounts, ports, logs. Downloads stay; servers given by the environment are not touched. */
async function main(): Promise<number> {
  await refuseSecond();
  for (const name of await pidFiles()) await endLeftover(join(places.local, name), 'SIGTERM', 10_000);
  for (const path of [places.endpoints, places.local, places.logs])
    await rm(path, { recursive: true, force: true });
  say('本地状态已清空（数据库、主题、账户、端口与日志；下载缓存保留），下次 npm start 从头开始。');
  return 0;
}

async function pidFiles(): Promise<readonly string[]> {
  const names = await readdir(places.local, { recursive: true }).catch(() => []);
  return names.filter((name) => name.endsWith('.pid') && !name.endsWith('postmaster.pid'));
}

process.exit(
  await main().catch((thrown: unknown) => {
    say(thrown instanceof HubError ? thrown.sentence : String(thrown));
    return 1;
  }),
);
