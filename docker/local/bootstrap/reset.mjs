import { existsSync } from 'node:fs';
import { here, say } from './ground.mjs';

/** Whether there is no local state at all, so that forgetting needs no installation first. */
export function nothingToReset() {
  const state = ['local', 'log', 'endpoints.json'].some((name) => existsSync(here('var', name)));
  if (!state) say('没有本地状态，无需重置。');
  return !state;
}
