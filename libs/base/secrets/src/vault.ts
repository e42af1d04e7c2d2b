import { departmentName, HubError, type Clock, type Transactions, type Tx } from '#base/contracts';
import { seal, unseal, type Envelope, type Place, type Random } from './envelope.js';
import type { Deed, Grant, SecretVersion } from './grant.js';
import type { ReadKeys } from './key-source.js';
import { invalid, requireDeed, requireGrant, requireName, requireValue } from './request.js';
import { findDepartment } from './sql/find-department.js';
import { insertAudit } from './sql/insert-audit.js';
import { insertSecret } from './sql/insert-secret.js';
import { insertVersion } from './sql/insert-version.js';
import { lockSecret } from './sql/lock-secret.js';
import { removeSecret } from './sql/remove-secret.js';
import { selectEnvelope } from './sql/select-envelope.js';
import { selectVersions } from './sql/select-versions.js';
import { updateSecret } from './sql/update-secret.js';
import type { KeyRing } from './vault-key.js';

/** What a vault stands on. */
export interface VaultPorts {
  readonly database: Transactions;
  readonly keys: ReadKeys;
  readonly clock: Clock;
  readonly random: Random;
}

/** A change of the terms; what is left out stays. */
export type NewTerms = Partial<Pick<Grant, 'grantedBy' | 'until'>>;

/**
 * Where secrets are put in and taken out of use. No method answers a value. Each change and its line in the audit commit together; who and why
 * are part of every change. Throws HUB_SECRET_INVALID for a request that makes no sense, HUB_VAULT_KEY_* without the right key.
 */
export class Vault {
  constructor(private readonly ports: VaultPorts) {}

  /** Enters a secret under a name that is not in use; answers its version. */
  async put(name: string, value: string, grant: Grant, deed: Deed): Promise<number> {
    requireName(name);
    requireValue(value);
    requireDeed(deed);
    requireGrant(grant, this.ports.clock);
    const keys = await this.ports.keys();
    return this.ports.database.transaction(async (tx) => {
      if (!(await findDepartment(tx, grant)))
        throw invalid(`政策中没有部门 ${departmentName(grant)}，请核对 --department。`, { name });
      const version = await insertSecret(tx, { ...grant, name, at: this.ports.clock.now(), by: deed.by });
      if (version === null)
        throw invalid(`密钥“${name}”已登记；更换其值请用 hub secrets rotate，续期请用 hub secrets renew。`, {
          name,
        });
      await this.#store(tx, { name, version }, value, keys, deed);
      const { region, department, right, grantedBy, until } = grant;
      const detail = { version, region, department, right, grantedBy, until };
      await this.#note(tx, 'secret.put', name, deed, detail);
      return version;
    });
  }

  /** Gives a secret a new value, and new terms where they are told; the old value is kept. Answers the new version. */
  async rotate(name: string, value: string, terms: NewTerms, deed: Deed): Promise<number> {
    requireValue(value);
    return this.#replace(name, () => Promise.resolve(value), 'secret.rotate', terms, deed, {});
  }

  /** Takes an earlier value up again, as a new version; for a department that has not changed over yet. */
  async restore(name: string, from: number, deed: Deed): Promise<number> {
    const value = async (tx: Tx, keys: KeyRing): Promise<string> => {
      const place = { name, version: from };
      const envelope = await selectEnvelope(tx, place);
      if (envelope === null)
        throw invalid(`密钥“${name}”没有可恢复的第 ${from} 版，请用 hub secrets versions 查看。`, place);
      return unseal(envelope, place, keys);
    };
    return this.#replace(name, value, 'secret.restore', {}, deed, { from });
  }

  /** Prolongs or changes the grant under which a secret is held; its value stays. */
  async renew(name: string, terms: NewTerms, deed: Deed): Promise<void> {
    requireDeed(deed);
    await this.ports.database.transaction(async (tx) => {
      const held = await mustLock(tx, name);
      const renewed = { ...held, ...terms };
      requireGrant(renewed, this.ports.clock);
      await updateSecret(tx, { ...renewed, name, at: this.ports.clock.now(), by: deed.by });
      const { grantedBy, until } = renewed;
      await this.#note(tx, 'secret.renew', name, deed, { grantedBy, until, wasUntil: held.until });
    });
  }

  /** Removes a secret and shreds every value it had; that it was there, and who removed it and why, stays on record. */
  async remove(name: string, deed: Deed): Promise<void> {
    requireDeed(deed);
    await this.ports.database.transaction(async (tx) => {
      if (!(await removeSecret(tx, name, this.ports.clock.now(), deed.by))) throw unknown(name);
      await this.#note(tx, 'secret.remove', name, deed, {});
    });
  }

  /** Every value a secret has had, newest first, without the values. */
  versions(name: string): Promise<readonly SecretVersion[]> {
    return selectVersions(this.ports.database, name);
  }

  async #replace(
    name: string,
    valueOf: (tx: Tx, keys: KeyRing) => Promise<string>,
    action: string,
    terms: NewTerms,
    deed: Deed,
    facts: Readonly<Record<string, number>>,
  ): Promise<number> {
    requireDeed(deed);
    const keys = await this.ports.keys();
    return this.ports.database.transaction(async (tx) => {
      const held = await mustLock(tx, name);
      const next = { ...held, ...terms, version: held.version + 1 };
      if (Object.keys(terms).length > 0) requireGrant(next, this.ports.clock);
      const value = await valueOf(tx, keys);
      await updateSecret(tx, { ...next, name, at: this.ports.clock.now(), by: deed.by });
      await this.#store(tx, { name, version: next.version }, value, keys, deed);
      const { version, grantedBy, until } = next;
      await this.#note(tx, action, name, deed, { version, grantedBy, until, ...facts });
      return version;
    });
  }

  async #store(tx: Tx, place: Place, value: string, keys: KeyRing, { by }: Deed): Promise<void> {
    const envelope: Envelope = seal(value, place, keys.current, this.ports.random);
    await insertVersion(tx, { ...place, ...envelope, at: this.ports.clock.now(), by });
  }

  async #note(
    tx: Tx,
    action: string,
    subject: string,
    { by, why }: Deed,
    facts: Readonly<Record<string, string | number | null>>,
  ): Promise<void> {
    await insertAudit(tx, { at: this.ports.clock.now(), by, action, subject, detail: { ...facts, why } });
  }
}

async function mustLock(tx: Tx, name: string): Promise<Grant & { readonly version: number }> {
  const held = await lockSecret(tx, name);
  if (held === null) throw unknown(name);
  return held;
}

function unknown(name: string): HubError {
  return invalid(`密钥库中没有“${name}”，请用 hub secrets list 核对名称。`, { name });
}
