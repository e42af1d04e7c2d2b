import { setTimeout as pause } from 'node:timers/promises';
import { Database } from '#base/postgres';
import { openVaultSecrets, type VaultSecrets } from '#base/secrets';
import { endpointsOf, type RunningSet } from './endpoints.js';
import { listening } from './listening.js';
import { writePrivately } from './password.js';
import { places } from './places.js';
import { readSecrets, type LocalSecrets } from './secrets.js';

const lookEveryMs = 5_000;

/**
 * Keeps var/endpoints.json true while the set runs, for its owner's eyes only: what the vault or the secrets file says now, what listens
 * now, how often each process and server was started again. Written when something differs.
 */
export class EndpointsFile {
  readonly #database: Database;
  #written = '';
  #closed = false;
  #last: Promise<void> = Promise.resolve();

  constructor(
    private readonly set: RunningSet,
    private readonly files: Pick<typeof places, 'endpoints' | 'secrets' | 'vaultKey'> = places,
  ) {
    this.#database = new Database({
      url: set.servers.database,
      maxConnections: 1,
      applicationName: 'hub start',
    });
  }

  /** Looks now, after whoever looks already. */
  write(): Promise<void> {
    this.#last = this.#last.catch(() => undefined).then(() => this.#write());
    return this.#last;
  }

  /** Looks again and again until the signal. */
  async keep(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await pause(lookEveryMs, undefined, { signal }).catch(() => undefined);
      if (!signal.aborted) await this.write().catch(() => undefined);
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#last.catch(() => undefined);
    await this.#database.close();
  }

  async #write(): Promise<void> {
    const secrets = await this.#inForce();
    const content = endpointsOf({ ...this.set, secrets });
    const text = `${JSON.stringify(await listening(content), null, 2)}\n`;
    if (text === this.#written || this.#closed) return;
    await writePrivately(this.files.endpoints, text);
    this.#written = text;
  }

  /* What was put into the vault stands before the file; the operator's token is the one the running process was given. */
  async #inForce(): Promise<LocalSecrets> {
    const file = await readSecrets(this.files.secrets);
    const vault = openVaultSecrets(this.#database, {
      secrets: { file: this.files.secrets },
      vault: vaultKey(this.files.vaultKey),
    });
    const token = this.set.secrets['watch.operatorToken'] ?? '';
    const found = await vault.refresh().then(
      () => Object.fromEntries(vault.names().flatMap((name) => opened(vault, name))),
      // A database that is down has no other secrets than those known.
      () => file,
    );
    return { ...file, ...found, 'watch.operatorToken': token };
  }
}

function opened(vault: VaultSecrets, name: string): readonly (readonly [string, string])[] {
  try {
    return [[name, vault.secret(name)]];
  } catch {
    return [];
  }
}

function vaultKey(kept: string): {
  readonly key: string;
  readonly keyFile: string;
  readonly keyCommand: string;
} {
  const { HUB_VAULT_KEY: key = '', HUB_VAULT_KEY_COMMAND: keyCommand = '' } = process.env;
  const given = key !== '' || keyCommand !== '';
  return { key, keyCommand, keyFile: given ? '' : (process.env['HUB_VAULT_KEY_FILE'] ?? kept) };
}
