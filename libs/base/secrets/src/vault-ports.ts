import { randomBytes } from 'node:crypto';
import type { Clock, Transactions } from '#base/contracts';
import { keyReader, type KeySettings } from './key-source.js';
import type { VaultPorts } from './vault.js';

/** What a vault stands on in a process of the hub; its keys are read when a value goes in. */
export function vaultPorts(database: Transactions, vault: KeySettings, clock: Clock): VaultPorts {
  return { database, keys: keyReader(vault), clock, random: randomBytes };
}
