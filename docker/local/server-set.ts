import { join } from 'node:path';
import { hubDatabase, mayProvision } from './hub-database.js';
import { startKafka } from './kafka.js';
import { givenKafka, type KafkaAccess } from './kafka-access.js';
import { startMariadb } from './mariadb.js';
import { folder, places } from './places.js';
import type { Ports } from './ports.js';
import { startPostgres } from './postgres.js';
import type { ServerHandle } from './server.js';

/** The servers a running set stands on: those the environment gives, and our own for the rest. */
export interface ServerSet {
  readonly database: string;
  readonly postgresAdmin: string;
  readonly mysqlAdmin: string;
  readonly kafka: KafkaAccess;
}

interface Wish {
  readonly ports: Ports;
  readonly env: NodeJS.ProcessEnv;
  say(sentence: string): void;
  /** Told of every server of ours as soon as it runs, so that it can be stopped whatever happens to the others. */
  started(server: ServerHandle): void;
}

/** Brings up, in parallel, whatever the environment does not give. */
export async function startServerSet(wish: Wish): Promise<ServerSet> {
  const [postgres, kafka, mysqlAdmin] = await Promise.all([postgresOf(wish), kafkaOf(wish), mysqlOf(wish)]);
  return { ...postgres, kafka, mysqlAdmin };
}

async function postgresOf(
  wish: Wish,
): Promise<{ readonly database: string; readonly postgresAdmin: string }> {
  const given = wish.env['DATABASE_URL'] ?? '';
  const sandbox = wish.env['SANDBOX_POSTGRES_ADMIN_URL'] ?? '';
  if (given !== '') wish.say('使用环境变量 DATABASE_URL 给出的 PostgreSQL。');
  if (given !== '' && sandbox !== '') return { database: given, postgresAdmin: sandbox };
  if (given !== '' && (await mayProvision(given))) return { database: given, postgresAdmin: given };
  const own = await ownPostgres(wish);
  const postgresAdmin = sandbox === '' ? own : sandbox;
  if (given === '') return { database: await hubDatabase(own), postgresAdmin };
  wish.say('DATABASE_URL 的账户不能建库建用户，样例部门的数据库另起一个本地 PostgreSQL。');
  return { database: given, postgresAdmin };
}

async function ownPostgres(wish: Wish): Promise<string> {
  const server = await timed(wish, 'PostgreSQL', () =>
    startPostgres({
      dir: folder(join(places.local, 'postgres')),
      logFile: join(places.logs, 'postgres.log'),
      port: () => wish.ports.take('postgres', 15_432),
    }),
  );
  return server.url;
}

async function kafkaOf(wish: Wish): Promise<KafkaAccess> {
  const given = givenKafka(wish.env);
  if (given !== null) {
    wish.say('使用环境变量 KAFKA_BROKERS 给出的 Kafka。');
    return given;
  }
  const server = await timed(wish, 'Kafka', () =>
    startKafka({
      dir: folder(join(places.local, 'kafka')),
      logFile: join(places.logs, 'kafka.log'),
      ports: async () => ({
        client: await wish.ports.take('kafka', 19_092),
        controller: await wish.ports.take('kafka-controller', 19_093),
      }),
      say: (sentence) => wish.say(sentence),
    }),
  );
  return {
    brokers: server.brokers,
    mechanism: 'scram-sha-512',
    tls: false,
    caFile: null,
    admin: server.admin,
  };
}

async function mysqlOf(wish: Wish): Promise<string> {
  const given = wish.env['SANDBOX_MYSQL_ADMIN_URL'] ?? '';
  if (given !== '') return given;
  const server = await timed(wish, 'MariaDB', () =>
    startMariadb({
      dir: folder(join(places.local, 'mariadb')),
      logFile: join(places.logs, 'mariadb.log'),
      port: () => wish.ports.take('mariadb', 13_306),
      say: (sentence) => wish.say(sentence),
    }),
  );
  return server.url;
}

async function timed<Server extends ServerHandle>(
  wish: Wish,
  title: string,
  start: () => Promise<Server>,
): Promise<Server> {
  const from = performance.now();
  const server = await start();
  wish.started(server);
  wish.say(`${title} 已启动（端口 ${server.port}，${((performance.now() - from) / 1000).toFixed(1)} 秒）。`);
  return server;
}
