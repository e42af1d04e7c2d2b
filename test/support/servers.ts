import { randomBytes } from 'node:crypto';
import { Client } from 'pg';

/** A database of one test file. */
export interface TestDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/** How a test reaches the broker as its super user. */
export interface TestKafka {
  readonly brokers: readonly string[];
  readonly mechanism: 'scram-sha-512';
  readonly username: string;
  readonly password: string;
}

/** The migrated database every clone is made from; nobody may stay connected to it. */
export const templateDatabase = 'hub_template';

/** A migrated database of one's own, in about 25 ms. */
export function cloneDatabase(): Promise<TestDatabase> {
  return createDatabase(templateDatabase);
}

/** An empty database of one's own: a department's system, or one to migrate. */
export function emptyDatabase(): Promise<TestDatabase> {
  return createDatabase('template0');
}

/** The super user's address of the test server, to its maintenance database. */
export function testDatabaseUrl(): string {
  return required('TEST_DATABASE_URL');
}

/** The broker of this test run. Topics and groups carry a random id, see `randomId`. */
export function testKafka(): TestKafka {
  return {
    brokers: required('TEST_KAFKA_BROKERS').split(','),
    mechanism: 'scram-sha-512',
    username: required('TEST_KAFKA_ADMIN_USERNAME'),
    password: required('TEST_KAFKA_ADMIN_PASSWORD'),
  };
}

/** Root's address of the test run's MariaDB. */
export function testMysqlUrl(): string {
  return required('TEST_MYSQL_URL');
}

/** A short random word for names that must not meet those of another test. */
export function randomId(): string {
  return randomBytes(5).toString('hex');
}

async function createDatabase(template: string): Promise<TestDatabase> {
  const name = `test_${randomId()}`;
  const url = new URL(testDatabaseUrl());
  // Copied as files: by way of the log, the default, it costs ten times the processor.
  await asAdmin(`create database ${name} template ${template} strategy file_copy`);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => asAdmin(`drop database if exists ${name} with (force)`) };
}

async function asAdmin(statement: string): Promise<void> {
  const client = new Client({ connectionString: testDatabaseUrl() });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function required(name: string): string {
  const value = process.env[name];
  if (value !== undefined) return value;
  throw new Error(`${name} is not set: this test needs real servers, run it by npm test -- <pattern>`);
}
