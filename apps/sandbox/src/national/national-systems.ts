import type { Secrets } from '#base/secrets';
import { openEnterpriseRegister } from './enterprise-register.js';

/** Opens the national systems that the hub asks; each lives until it is closed. */
export async function openNationalSystems({
  secret,
}: Secrets): Promise<readonly { close(): Promise<void> }[]> {
  return [await openEnterpriseRegister(secret('lookup.enterprise.url'), secret('lookup.enterprise.app-key'))];
}
