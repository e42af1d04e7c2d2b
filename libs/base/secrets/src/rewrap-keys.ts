import { HubError, type FaultCode, type Tx } from '#base/contracts';
import { rewrap, type Place, type Random, type WrappedKey } from './envelope.js';
import type { Deed } from './grant.js';
import { requireDeed } from './request.js';
import { insertAudit } from './sql/insert-audit.js';
import { lockWrappedKeys } from './sql/lock-wrapped-keys.js';
import { updateWrappedKey } from './sql/update-wrapped-key.js';
import type { VaultPorts } from './vault.js';
import type { KeyRing } from './vault-key.js';

/** A data key that would not open, and why; it stays as it is. */
export interface Refused extends Place {
  readonly code: FaultCode;
}

/** What a change of the key-encryption key did. While there are refused ones, a former key may still be needed. */
export interface Rewrapped {
  readonly keyId: string;
  readonly rewrapped: number;
  readonly refused: readonly Refused[];
}

interface Batch {
  readonly end: Place | null;
  readonly moved: number;
  readonly refused: readonly Refused[];
}

const batchSize = 200;
const start: Place = { name: '', version: 0 };

/**
 * Wraps every data key by the present key-encryption key, batch by batch; no value is opened, no reader waits, and one that was tampered with
 * does not hold up the others. A process that holds the former key alone reads its keys again when it meets the new one. Ends early with the signal;
 * running it again goes on.
 */
export async function rewrapKeys(ports: VaultPorts, deed: Deed, signal: AbortSignal): Promise<Rewrapped> {
  requireDeed(deed);
  const keys = await ports.keys();
  const refused: Refused[] = [];
  let rewrapped = 0;
  let after: Place | null = start;
  while (after !== null && !signal.aborted) {
    const batch: Batch = await rewrapBatch(ports, keys, after, deed);
    rewrapped += batch.moved;
    refused.push(...batch.refused);
    after = batch.end;
  }
  return { keyId: keys.current.id, rewrapped, refused };
}

async function rewrapBatch(ports: VaultPorts, keys: KeyRing, after: Place, deed: Deed): Promise<Batch> {
  const { database, clock, random } = ports;
  return database.transaction(async (tx) => {
    const held = await lockWrappedKeys(tx, keys.current.id, after, batchSize);
    const refused: Refused[] = [];
    for (const each of held) {
      const fault = await rewrapOne(tx, each, keys, random);
      if (fault !== null) refused.push({ name: each.name, version: each.version, code: fault });
    }
    const moved = held.length - refused.length;
    if (moved > 0) {
      const detail = { rewrapped: moved, why: deed.why };
      const subject = keys.current.id;
      await insertAudit(tx, { at: clock.now(), by: deed.by, action: 'vault.rewrap', subject, detail });
    }
    return { end: held.length < batchSize ? null : (held.at(-1) ?? null), moved, refused };
  });
}

async function rewrapOne(
  tx: Tx,
  held: Place & WrappedKey,
  keys: KeyRing,
  random: Random,
): Promise<FaultCode | null> {
  try {
    await updateWrappedKey(tx, { ...held, ...rewrap(held, held, keys, random) });
    return null;
  } catch (fault) {
    if (fault instanceof HubError) return fault.code;
    throw fault;
  }
}
