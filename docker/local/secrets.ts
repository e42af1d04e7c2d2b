import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { newPassword, writePrivately } from './password.js';
import { places } from './places.js';
import type { SampleDepartment, SampleNational, SampleSource, SampleSystem } from './sample.js';

/** Where the sample departments' databases can be reached. */
export interface SampleServers {
  readonly postgres: string;
  readonly mysql: string;
}

/** The secrets of the local set by name; passwords are made once and kept, addresses follow the ports. */
export type LocalSecrets = Readonly<Record<string, string>>;

export const hubAccounts = ['hub-collect', 'hub-receive', 'hub-normalise', 'hub-relay', 'hub-watch'] as const;

/** A department's own system and the port it has got. */
export interface PlacedSystem {
  readonly system: SampleSystem;
  readonly port: number;
}

/** A national system and the port it has got. */
export interface PlacedNational {
  readonly national: SampleNational;
  readonly port: number;
}

interface SecretsWish {
  readonly departments: readonly SampleDepartment[];
  readonly sources: readonly SampleSource[];
  readonly systems: readonly PlacedSystem[];
  readonly nationals: readonly PlacedNational[];
  readonly servers: SampleServers;
  /** The secrets of what lies on the hub's own servers, given those kept. */
  hosted(kept: LocalSecrets): LocalSecrets;
  readonly kafkaAdmin: { readonly username: string; readonly password: string } | null;
}

/** Completes the secrets file and returns what is in it; secrets it already has, others' included, stay. */
export async function completeSecrets(wish: SecretsWish): Promise<LocalSecrets> {
  const kept = await readSecrets();
  const secrets: Record<string, string> = { ...kept };
  const accounts = [...hubAccounts, ...wish.departments.map(({ username }) => username)];
  for (const account of accounts) secrets[`kafka.${account}`] ??= newPassword();
  secrets['watch.operatorToken'] ??= newPassword();
  if (wish.kafkaAdmin !== null) secrets[`kafka.${wish.kafkaAdmin.username}`] = wish.kafkaAdmin.password;
  for (const source of wish.sources) {
    const server = wish.servers[source.kind];
    secrets[`source.${source.source}.url`] = address(
      server,
      'hub_reader',
      source,
      kept[`source.${source.source}.url`],
    );
    secrets[`sandbox.${source.source}.url`] = address(
      server,
      source.owner,
      source,
      kept[`sandbox.${source.source}.url`],
    );
  }
  for (const placed of wish.systems) Object.assign(secrets, systemSecrets(placed, kept));
  for (const { national, port } of wish.nationals) {
    secrets[`lookup.${national.lookup}.url`] = `http://127.0.0.1:${port}/`;
    secrets[`lookup.${national.lookup}.app-key`] ??= newPassword();
  }
  Object.assign(secrets, wish.hosted(kept));
  await writePrivately(places.secrets, JSON.stringify(secrets, null, 2));
  await keepVaultKey();
  return secrets;
}

/* The key of the local vault, made once; what the vault holds cannot be opened without it. */
async function keepVaultKey(): Promise<void> {
  const kept = await readFile(places.vaultKey, 'utf8').catch(() => '');
  if (kept.trim() === '') await writePrivately(places.vaultKey, `${randomBytes(32).toString('base64')}\n`);
}

/** The secrets of the last run; nothing when there was none. */
export async function readSecrets(file: string = places.secrets): Promise<LocalSecrets> {
  const text = await readFile(file, 'utf8').catch(() => '{}');
  const parsed: unknown = JSON.parse(text);
  const entries = typeof parsed === 'object' && parsed !== null ? Object.entries(parsed) : [];
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
}

/** The secrets of a system: the address follows the port, everything else is made once. */
export function systemSecrets({ system, port }: PlacedSystem, kept: LocalSecrets): LocalSecrets {
  const name = (last: string): string => `source.${system.source}.${last}`;
  const { protocol, account, path } = system.address;
  const password = passwordOf(kept[name('url')]) ?? newPassword();
  const access = account === '' ? '' : `${account}:${password}@`;
  const others = system.secrets.map((last) => [name(last), kept[name(last)] ?? newPassword()] as const);
  return { [name('url')]: `${protocol}://${access}127.0.0.1:${port}${path}`, ...Object.fromEntries(others) };
}

function passwordOf(address: string | undefined): string | null {
  const password = address === undefined ? '' : new URL(address).password;
  return password === '' ? null : password;
}

/* The server's address with another account and database; the password of the kept address, if there is one, goes on. */
function address(server: string, username: string, source: SampleSource, kept: string | undefined): string {
  const url = new URL(server);
  url.username = username;
  url.password = kept === undefined ? newPassword() : new URL(kept).password;
  url.pathname = `/${source.database}`;
  return url.href;
}
