import { randomUUID } from 'node:crypto';
import { systemClock } from '#base/contracts';
import type { Database } from '#base/postgres';
import { keyReader, Sealer, type VaultSecrets } from '#base/secrets';
import type { Settings } from '#base/settings';
import type { Telemetry } from '#base/telemetry';
import { Lookups, readLookups } from '#libs/lookup';

/** The questions to national systems that the configuration defines; a wrong file is told in the log and keeps no other from being asked. */
export async function openLookups(
  settings: Settings,
  database: Database,
  vault: VaultSecrets,
  { log, metrics }: Pick<Telemetry, 'log' | 'metrics'>,
): Promise<Lookups> {
  const { interfaces, mistakes } = await readLookups(settings.config.dir);
  for (const { sentence } of mistakes) log.warn(sentence);
  return new Lookups({
    database,
    interfaces,
    secrets: async () => {
      await vault.refresh();
      return vault.secret;
    },
    sealer: new Sealer(keyReader(settings.vault)),
    clock: systemClock,
    nonce: randomUUID,
    observer: ({ seconds, ...labels }) => {
      metrics.count('hub_lookups_total', labels);
      metrics.observe('hub_lookup_duration_seconds', { interface: labels.interface }, seconds);
    },
  });
}
