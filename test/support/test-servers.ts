import { join } from 'node:path';
import { migrate } from '#base/postgres';
import { Client } from 'pg';
import { startKafka } from '../../docker/local/kafka.js';
import { startMariadb } from '../../docker/local/mariadb.js';
import { passingPorts } from '../../docker/local/ports.js';
import { startPostgres } from '../../docker/local/postgres.js';
import type { ServerHandle } from '../../docker/local/server.js';
import { templateDatabase } from './servers.js';

/** The servers of one test run, and the environment by which its tests find them. */
export interface TestServers {
  readonly environment: NodeJS.ProcessEnv;
  readonly handles: readonly ServerHandle[];
}

/**
 * Starts PostgreSQL (with the migrated template), Kafka and MariaDB in `dir` on free ports. `durable` servers wait for their disks as an
 * installation's do; others are missed by nobody after a power cut.
 */
export async function startTestServers(
  dir: string,
  say: (sentence: string) => void,
  durable = false,
): Promise<TestServers> {
  const ports = passingPorts();
  const port = (): Promise<number> => ports.take('any', 0);
  const place = (name: string) => ({ dir: join(dir, name), logFile: join(dir, `${name}.log`), say });
  const [postgres, kafka, mariadb] = await Promise.all([
    startPostgres({ ...place('postgres'), passing: !durable, port }),
    startKafka({
      ...place('kafka'),
      ports: async () => ({ client: await port(), controller: await port() }),
    }),
    startMariadb({ ...place('mariadb'), passing: !durable, port }),
  ]);
  await makeTemplate(postgres.url);
  const environment = {
    TEST_DATABASE_URL: postgres.url,
    TEST_KAFKA_BROKERS: kafka.brokers,
    TEST_KAFKA_ADMIN_USERNAME: kafka.admin.username,
    TEST_KAFKA_ADMIN_PASSWORD: kafka.admin.password,
    TEST_MYSQL_URL: mariadb.url,
  };
  return { environment, handles: [postgres, kafka, mariadb] };
}

async function makeTemplate(adminUrl: string): Promise<void> {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  await client.query(`create database ${templateDatabase}`);
  await client.end();
  const url = new URL(adminUrl);
  url.pathname = `/${templateDatabase}`;
  await migrate(url.href);
}
