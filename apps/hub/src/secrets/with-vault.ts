import { userInfo } from 'node:os';
import { Vault, vaultPorts, type Deed } from '#base/secrets';
import type { Desk } from '../desk.js';

/** Runs work on the vault of the settings. */
export function withVault(desk: Desk, work: (vault: Vault) => Promise<void>): Promise<void> {
  return desk.withStore((store, settings) =>
    work(new Vault(vaultPorts(store.database, settings.vault, desk.clock))),
  );
}

/** Who changes a secret at this terminal, and why. */
export function deed(why: string): Deed {
  return { by: userInfo().username, why };
}

/** Puts a value in, says so, and lets the sources at fault that need it be tried at once. */
export function withNewValue(
  desk: Desk,
  name: string,
  why: string,
  change: (vault: Vault) => Promise<number>,
  said: (version: number) => string,
): Promise<void> {
  return desk.withStore(async ({ database }, settings) => {
    const version = await change(new Vault(vaultPorts(database, settings.vault, desk.clock)));
    // It brings the connectors' drivers: only this verb loads them.
    const { retryAfterSecret } = await import('#libs/operating');
    const retried = await retryAfterSecret(database, name, { ...deed(why), at: desk.clock.now() });
    const again = retried.length === 0 ? '' : `有故障的数据源 ${retried.join('、')} 数秒内即重试。`;
    desk.print({ name, version, retried }, () => `${said(version)}${again}`);
  });
}
