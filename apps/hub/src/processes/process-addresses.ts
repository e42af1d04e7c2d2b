import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { HubError } from '#base/contracts';
import { projectRoot, type Environment } from '#base/settings';

/** Where a process of the hub serves its health. A name comes as often as the process runs. */
export interface ProcessAddress {
  readonly name: string;
  readonly url: string;
}

const endpointsSchema = z.looseObject({
  hub: z.looseObject({ database: z.string(), metrics: z.record(z.string(), z.url()).default({}) }),
});
/** In the order of a record's way; whatever else runs on the machine is not the hub. */
const hubProcesses = ['collect', 'receive', 'normalise', 'relay', 'watch'];
const oneAddress = /^([a-z]+)=(https?:\/\/[^\s/]+)\/?$/;

/**
 * The processes as `HUB_PROCESS_URLS` names them (`collect=http://10.0.0.5:18081,…`), else those of the set running on this machine,
 * provided that the command looks at that set's database. None when neither is known.
 */
export function processAddresses(env: Environment, root: string = projectRoot()): readonly ProcessAddress[] {
  const named = env['HUB_PROCESS_URLS'] ?? '';
  if (named.trim() !== '') return named.split(',').map((each) => parseAddress(each.trim()));
  const file = join(root, 'var', 'endpoints.json');
  if (!existsSync(file)) return [];
  const parsed = endpointsSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!parsed.success || parsed.data.hub.database !== databaseOf(env)) return [];
  const { metrics } = parsed.data.hub;
  return hubProcesses.flatMap((name) => {
    const url = metrics[name];
    return url === undefined ? [] : [{ name, url: new URL(url).origin }];
  });
}

function databaseOf(env: Environment): string | undefined {
  return env['HUB_DATABASE_URL'] ?? env['DATABASE_URL'];
}

function parseAddress(text: string): ProcessAddress {
  const [, name = '', url = ''] = oneAddress.exec(text) ?? [];
  if (name !== '') return { name, url };
  throw new HubError(
    'HUB_SETTINGS_INVALID',
    '环境变量 HUB_PROCESS_URLS 应写作 collect=http://主机:端口,normalise=… 的形式，请改正。',
    { variable: 'HUB_PROCESS_URLS' },
  );
}
