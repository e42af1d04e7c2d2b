import type { z } from 'zod';
import { brandAs, type Clock } from '#base/contracts';
import { openSecrets, type Deed, type NewTerms, type SecretVersion, type Vault } from '#base/secrets';
import type { secretBody } from '#libs/api';
import { retryAfterSecret } from '#libs/operating';
import { readGrants, type Grants, type ReportStore } from '#libs/reporting';

/** The present version of a secret, after a change. */
export interface SecretPlace {
  readonly name: string;
  readonly version: number;
  /** Sources at fault that need it: they are tried again at once. */
  readonly retried: readonly string[];
}

/** Terms as a body tells them; what is not there stays. */
export interface ToldTerms {
  readonly grantedBy?: string | undefined;
  readonly until?: string | null | undefined;
}

/** Where those who come over HTTP put secrets in and take them out of use. No answer holds a value; every change is audited by the vault. */
export class VaultOffice {
  constructor(
    private readonly store: Pick<ReportStore, 'database'>,
    private readonly vault: Vault,
    private readonly secretsFile: string,
    private readonly clock: Clock,
  ) {}

  grants(): Promise<Grants> {
    return readGrants(this.store.database, openSecrets(this.secretsFile));
  }

  versions(name: string): Promise<readonly SecretVersion[]> {
    return this.vault.versions(name);
  }

  async put(name: string, { by, why, value, ...grant }: z.infer<typeof secretBody>): Promise<SecretPlace> {
    const { region, department, ...terms } = grant;
    const whole = { ...terms, region: brandAs<never>(region), department: brandAs<never>(department) };
    return this.#changed(name, await this.vault.put(name, value, whole, { by, why }), { by, why });
  }

  async rotate(name: string, value: string, terms: ToldTerms, deed: Deed): Promise<SecretPlace> {
    return this.#changed(name, await this.vault.rotate(name, value, termsOf(terms), deed), deed);
  }

  async renew(name: string, terms: ToldTerms, deed: Deed): Promise<void> {
    await this.vault.renew(name, termsOf(terms), deed);
  }

  async restore(name: string, version: number, deed: Deed): Promise<SecretPlace> {
    return this.#changed(name, await this.vault.restore(name, version, deed), deed);
  }

  async remove(name: string, deed: Deed): Promise<void> {
    await this.vault.remove(name, deed);
  }

  async #changed(name: string, version: number, deed: Deed): Promise<SecretPlace> {
    const context = { ...deed, at: this.clock.now() };
    return { name, version, retried: await retryAfterSecret(this.store.database, name, context) };
  }
}

function termsOf({ grantedBy, until }: ToldTerms): NewTerms {
  return { ...(grantedBy !== undefined && { grantedBy }), ...(until !== undefined && { until }) };
}
