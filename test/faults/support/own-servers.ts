import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { startKafka, type LocalKafka } from '../../../docker/local/kafka.js';
import { startMariadb, type LocalMariadb } from '../../../docker/local/mariadb.js';
import { folder, places } from '../../../docker/local/places.js';
import { passingPorts } from '../../../docker/local/ports.js';
import { startPostgres, type LocalPostgres } from '../../../docker/local/postgres.js';
import type { HubServers } from '../../support/hub-set.js';

/** Servers that a spec may kill: its own, which wait for their disks like those of an installation. */
export interface OwnServers {
  readonly postgres: LocalPostgres;
  readonly kafka: LocalKafka;
  readonly mariadb: LocalMariadb;
  /** Where a hub lives that stands on them. */
  readonly hub: HubServers;
  /** The address of a new PostgreSQL database. */
  makeDatabase(name: string): Promise<string>;
  close(): Promise<void>;
}

/** Starts PostgreSQL, Kafka and MariaDB in a folder of their own. */
export async function startOwnServers(): Promise<OwnServers> {
  const dir = await mkdtemp(join(folder(places.state), 'test-servers-'));
  const ports = passingPorts();
  const port = (): Promise<number> => ports.take('any', 0);
  const place = (name: string) => ({
    dir: join(dir, name),
    logFile: join(dir, `${name}.log`),
    say: () => undefined,
  });
  const [postgres, kafka, mariadb] = await Promise.all([
    startPostgres({ ...place('postgres'), port }),
    startKafka({
      ...place('kafka'),
      ports: async () => ({ client: await port(), controller: await port() }),
    }),
    startMariadb({ ...place('mariadb'), port }),
  ]);
  const makeDatabase = (name: string): Promise<string> => newDatabase(postgres.url, name);
  return {
    postgres,
    kafka,
    mariadb,
    hub: {
      databaseUrl: await makeDatabase('hub'),
      kafka: {
        brokers: [kafka.brokers],
        mechanism: 'scram-sha-512',
        username: kafka.admin.username,
        password: kafka.admin.password,
      },
    },
    makeDatabase,
    async close() {
      await Promise.all([postgres.stop(), kafka.stop(), mariadb.stop()]);
      await rm(dir, { recursive: true, force: true });
    },
  };
}

async function newDatabase(adminUrl: string, name: string): Promise<string> {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return url.href;
}
