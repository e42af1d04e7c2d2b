import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The repository: compiled, this file lies in dist/docker/local. */
export const repository = resolve(import.meta.dirname, '../../..');

/** Everything the local set writes; git ignores it. */
const state = join(repository, 'var');

/** Where the local set keeps its things; `npm run reset` removes all but the cache. */
export const places = {
  cache: join(state, 'cache'),
  local: join(state, 'local'),
  logs: join(state, 'log'),
  state,
  endpoints: join(state, 'endpoints.json'),
  secrets: join(state, 'local', 'secrets.json'),
  vaultKey: join(state, 'local', 'vault.key'),
  ports: join(state, 'local', 'ports.json'),
  lock: join(state, 'local', 'start.pid'),
  config: join(repository, 'config'),
} as const;

/** Makes a folder that others may pass through, whatever the umask: PostgreSQL runs under another account when we are root. */
export function folder(path: string): string {
  mkdirSync(path, { recursive: true, mode: 0o755 });
  return path;
}

/** One of our programs, with everything it loads. */
export function program(app: string): string {
  return join(repository, 'dist', 'run', `${app}.js`);
}
