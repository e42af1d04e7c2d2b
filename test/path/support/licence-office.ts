import { expect } from '@jest/globals';
import { Client } from 'pg';
import { eventually } from '../../support/eventually.js';
import type { TestSource } from '../../support/hub-set.js';
import { emptyDatabase } from '../../support/servers.js';

/** A licence office whose table is followed by its change log, with two licences in it. */
export interface LicenceOffice {
  readonly source: TestSource;
  /** A statement as somebody of the office would run it. */
  query(text: string): Promise<unknown>;
  /** Gives the slot and the database back, once the hub has let go. */
  close(): Promise<void>;
}

const slot = 'hub_path_licence';

/** Opens an office whose licences `ZZ1` and `ZZ2` look like the sample of the standard. */
export async function openLicenceOffice(
  id: string,
  sample: Readonly<Record<string, unknown>>,
): Promise<LicenceOffice> {
  const place = await emptyDatabase();
  const clerk = new Client({ connectionString: place.url });
  await clerk.connect();
  const names = Object.keys(sample);
  await clerk.query(`create table up_lic_data (${names.map((name) => `${name} text`).join(', ')},
    primary key (certificate_source_id))`);
  await clerk.query('create publication hub for table up_lic_data');
  const places = names.map((_, at) => `$${at + 1}`).join(', ');
  for (const number of ['ZZ1', 'ZZ2'])
    await clerk.query(
      `insert into up_lic_data values (${places})`,
      Object.values({ ...sample, CERTIFICATE_SOURCE_ID: number }),
    );
  const yaml = `
document: source
id: ${id}
name: 证照库
connector: postgres
standard: licence-catalogue
generation: v1
settings: { log: { slot: ${slot} } }
read: { poll: 200ms, lag: 0s }
streams: [{ name: licence, kind: licence, table: UP_LIC_DATA, mode: log, key: [CERTIFICATE_SOURCE_ID], caseNumber: CERTIFICATE_SOURCE_ID }]`;
  return {
    source: { id, yaml, url: place.url },
    query: (text) => clerk.query(text),
    async close() {
      const own = `from pg_replication_slots where slot_name = '${slot}'`;
      await eventually(async () => expect((await clerk.query(`select ${own} and active`)).rowCount).toBe(0));
      await clerk.query(`select pg_drop_replication_slot(slot_name) ${own}`);
      await clerk.end();
      await place.drop();
    },
  };
}
