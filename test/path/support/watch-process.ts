import { expect } from '@jest/globals';
import { eventually } from '../../support/eventually.js';
import type { HubSet } from '../../support/hub-set.js';
import { postJson } from '../../support/post-json.js';

const token = 'operator-token-of-the-spec';
const order = { by: '王', why: '新接入' };

/** A running watch, asked by an operator who says who and why. */
export interface WatchProcess {
  ask(path: string, body: object): ReturnType<typeof postJson>;
  stop(): Promise<unknown>;
}

/** Starts watch and waits for its address. */
export async function startWatch(hub: HubSet): Promise<WatchProcess> {
  const settings = { HUB_HTTP_PORT: '0', HUB_WATCH_PORT: '0', HUB_WATCH_OPERATOR_TOKEN: token };
  const watch = await hub.start('watch', settings);
  const address = (): string => /http:[^ ]+(?=\/status)/.exec(watch.output())?.[0] ?? '';
  await eventually(() => Promise.resolve(expect(watch.output()).toContain('/status')), 90_000);
  return {
    ask: (path, body) => postJson(`${address()}/${path}`, { ...order, ...body }, token),
    stop: () => watch.stop(),
  };
}
