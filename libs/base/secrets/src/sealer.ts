import { createHmac, randomBytes } from 'node:crypto';
import { HubError } from '#base/contracts';
import { seal, unseal, type Envelope, type Place, type Random } from './envelope.js';
import type { ReadKeys } from './key-source.js';
import type { KeyRing } from './vault-key.js';

/* A change of the key in its file or command is taken up so soon, even where nothing sealed under the new one is met. */
const freshMs = 60_000;

/**
 * Seals what is kept outside the vault for a while, under the vault's key-encryption key. A change of that key does not rewrap it: when no
 * key that is held opens it any more, it is gone. Throws HUB_VAULT_KEY_INVALID without a key.
 */
export class Sealer {
  #held: KeyRing | null = null;
  #readAt = 0;

  constructor(
    private readonly keys: ReadKeys,
    private readonly random: Random = randomBytes,
    private readonly now: () => number = () => performance.now(),
  ) {}

  async seal(value: string, place: Place): Promise<Envelope> {
    return seal(value, place, (await this.#ring()).current, this.random);
  }

  /** The value; null when no key opens it, or it was changed or moved to another place. */
  async open(envelope: Envelope, place: Place): Promise<string | null> {
    const ring = await this.#ring();
    try {
      return unseal(envelope, place, ring.find(envelope.keyId) === undefined ? await this.#again() : ring);
    } catch (thrown) {
      if (thrown instanceof HubError && /_TAMPERED$|_WRONG$/.test(thrown.code)) return null;
      throw thrown;
    }
  }

  /** A keyed digest, by which equal texts are found again and nobody without the key can try texts out. */
  async digest(text: string): Promise<Buffer> {
    const { key } = (await this.#ring()).current;
    const own = createHmac('sha256', key).update('hub digest key 1').digest();
    return createHmac('sha256', own).update(text, 'utf8').digest();
  }

  async #ring(): Promise<KeyRing> {
    if (this.#held !== null && this.now() - this.#readAt < freshMs) return this.#held;
    return this.#again();
  }

  async #again(): Promise<KeyRing> {
    this.#held = await this.keys();
    this.#readAt = this.now();
    return this.#held;
  }
}
