import { HubError, type Queryable } from '#base/contracts';
import { unseal, type Envelope, type Place } from './envelope.js';
import type { ReadKeys } from './key-source.js';
import type { Secrets } from './secrets.js';
import { selectEnvelopes } from './sql/select-envelopes.js';
import type { KeyRing } from './vault-key.js';

type Opened = { readonly value: string } | { readonly fault: unknown };

const shortestPassword = 6;

/**
 * The vault and, for names it does not have, the secrets file. `refresh` before a secret is used: it picks up what was put, rotated or removed
 * meanwhile. A secret of the vault that will not open faults when it is asked for; the file never stands in for it.
 */
export class VaultSecrets implements Secrets {
  readonly #database: Queryable;
  readonly #readKeys: ReadKeys;
  readonly #file: Secrets;
  readonly #seen: Set<string>;
  #keys: KeyRing | null = null;
  #opened: ReadonlyMap<string, Opened> | null = null;
  #hidden: readonly string[];

  constructor(database: Queryable, keys: ReadKeys, file: Secrets) {
    this.#database = database;
    this.#readKeys = keys;
    this.#file = file;
    this.#seen = new Set(file.values().flatMap(hideable));
    this.#hidden = [...this.#seen];
  }

  /** Reads the vault anew. Throws HUB_DATABASE_UNREACHABLE; a secret that will not open does not keep the others from being known. */
  async refresh(): Promise<void> {
    const sealed = await selectEnvelopes(this.#database);
    const opened = new Map<string, Opened>();
    const keysNow = once(this.#readKeys);
    for (const each of sealed) opened.set(each.name, await this.#open(each, keysNow));
    this.#opened = opened;
    for (const each of opened.values())
      if ('value' in each) for (const text of hideable(each.value)) this.#seen.add(text);
    if (this.#seen.size > this.#hidden.length) this.#hidden = [...this.#seen];
  }

  readonly secret = (name: string): string => {
    const found = this.#vault().get(name);
    if (found === undefined && this.#file.has(name)) return this.#file.secret(name);
    if (found === undefined)
      throw new HubError(
        'HUB_SECRET_MISSING',
        `密钥库与密钥文件中都没有“${name}”，请部门提供后用 hub secrets put 登记。`,
        { name },
      );
    if ('fault' in found) throw found.fault;
    return found.value;
  };

  has(name: string): boolean {
    return this.#vault().has(name) || this.#file.has(name);
  }

  names(): readonly string[] {
    return [...new Set([...this.#vault().keys(), ...this.#file.names()])];
  }

  /** Every value known so far, replaced ones and the passwords inside addresses included; the same array until there are more. */
  readonly values = (): readonly string[] => this.#hidden;

  #vault(): ReadonlyMap<string, Opened> {
    if (this.#opened !== null) return this.#opened;
    throw new HubError(
      'HUB_DATABASE_UNREACHABLE',
      '还没有读到密钥库，将自动重试；请检查 PostgreSQL 是否在运行。',
    );
  }

  /** A key that is not held yet may have come with a rotation: the keys are read once more before the secrets that need it are given up. */
  async #open(sealed: Place & Envelope, keysNow: ReadKeys): Promise<Opened> {
    try {
      const held = this.#keys?.find(sealed.keyId) === undefined ? await keysNow() : this.#keys;
      this.#keys = held;
      return { value: unseal(sealed, sealed, held) };
    } catch (fault) {
      return { fault };
    }
  }
}

/** Asks at most once: a command that hangs must not be waited for secret by secret. */
function once(read: ReadKeys): ReadKeys {
  let asked: ReturnType<ReadKeys> | null = null;
  return () => (asked ??= read());
}

function hideable(value: string): readonly string[] {
  const password = URL.canParse(value) ? new URL(value).password : '';
  const plain = decoded(password);
  return [value, ...[password, plain].filter((text) => text.length >= shortestPassword)];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
