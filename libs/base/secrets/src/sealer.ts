import { createHmac, randomBytes } from 'node:crypto';
import { HubError } from '#base/contracts';
import { seal, unseal, type Envelope, type Place, type Random } from './envelope.js';
import type { ReadKeys } from './key-source.js';
import type { KeyRing } from './vault-key.js';

/**
 * Seals what is kept outside the vault for a while, under the vault's key-encryption key. A change of that key does not rewrap it: when no
 * key that is held opens it any more, it is gone. Throws HUB_VAULT_KEY_INVALID without a key.
 */
export class Sealer {
  #held: KeyRing | null = null;

  constructor(
    private readonly keys: ReadKeys,
    private readonly random: Random = randomBytes,
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
    return this.#held ?? this.#again();
  }

  async #again(): Promise<KeyRing> {
    this.#held = await this.keys();
    return this.#held;
  }
}
