import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createPool, type RowDataPacket } from 'mysql2/promise';
import { Pool } from 'pg';
import { projectRoot } from '#base/settings';
import type { FrontDatabase, Insertion } from '../../../apps/sandbox/src/front/front-database.js';
import { MariadbFront } from '../../../apps/sandbox/src/front/mariadb-front.js';
import { PostgresFront } from '../../../apps/sandbox/src/front/postgres-front.js';
import {
  approvalSystem,
  housingSystem,
  type FrontRow,
  type Sample,
  type SampleSystem,
} from '../../../apps/sandbox/src/generator/index.js';
import { readSamplePolicy } from '../../../apps/sandbox/src/policy-files.js';
import { cook, ownerOf } from '../../../apps/sandbox/src/samples.js';
import {
  frontStreams,
  frontTables,
  type Edition,
  type FrontStream,
} from '../../../apps/sandbox/src/tables/index.js';
import type { TestSource } from '../../support/hub-set.js';
import { emptyDatabase, randomId, testMysqlUrl } from '../../support/servers.js';

/** The policy of the repository; the hub under test is given the same. */
export const policy = await readSamplePolicy(join(projectRoot(), 'config'));

/** A department's system on a real server: the hub's source, and the department's own hand in it. */
export interface Front {
  readonly source: TestSource;
  readonly edition: Edition;
  readonly database: FrontDatabase;
  /** A statement of the department's own; values come back as the driver has them. */
  query(text: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** What stands in the five tables: one name per row, see `rowName`. */
  rowNames(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** The approval bureau's system (PostgreSQL, generation B); on a server of one's own where a URL is given. */
export async function openApprovalFront(given: string | null = null): Promise<Front> {
  const place = given === null ? await emptyDatabase() : { url: given, drop: () => Promise.resolve() };
  const pool = new Pool({ connectionString: place.url, max: 2 });
  pool.on('error', () => undefined);
  const query = async (text: string) => (await pool.query<Record<string, unknown>>(text)).rows;
  const database = new PostgresFront(place.url, 'B');
  return frontOf(approvalSystem, place.url, database, query, async () => {
    await pool.end();
    await place.drop();
  });
}

/** The housing bureau's system (MariaDB, generation A); on a server of one's own where root's URL is given. */
export async function openHousingFront(given: string | null = null): Promise<Front> {
  const url = new URL(given ?? testMysqlUrl());
  const admin = createPool({ uri: url.href, connectionLimit: 1 });
  const name = `test_${randomId()}`;
  await admin.query(`create database ${name}`);
  url.pathname = `/${name}`;
  const pool = createPool({ uri: url.href, connectionLimit: 2, dateStrings: true });
  const query = async (text: string) => (await pool.query<RowDataPacket[]>(text))[0];
  return frontOf(housingSystem, url.href, new MariadbFront(url.href, 'A'), query, async () => {
    await pool.end();
    await admin.query(`drop database ${name}`);
    await admin.end();
  });
}

async function frontOf(
  system: SampleSystem,
  url: string,
  database: FrontDatabase,
  query: Front['query'],
  drop: () => Promise<void>,
): Promise<Front> {
  const [region = '', department = '', name = ''] = system.source.split('.');
  const file = join(projectRoot(), 'config/departments', region, department, 'sources', `${name}.yaml`);
  await database.makeTables(ownerOf(policy));
  return {
    edition: system.edition,
    source: { id: system.source, yaml: await readFile(file, 'utf8'), url },
    database,
    query,
    async rowNames() {
      const names: string[] = [];
      for (const stream of frontStreams) {
        const { name: table, key } = frontTables(system.edition)[stream];
        for (const row of await query(`select ${key.join(', ')} from ${table}`))
          names.push(rowName(system.edition, stream, row));
      }
      return names;
    },
    async close() {
      await database.close();
      await drop();
    },
  };
}

/** The name of a source row, by its primary key, from the source itself or from a raw body. */
export function rowName(
  edition: Edition,
  stream: FrontStream,
  row: Readonly<Record<string, unknown>>,
): string {
  const cells = new Map(Object.entries(row).map(([column, value]) => [column.toUpperCase(), value]));
  const { key } = frontTables(edition)[stream];
  return [stream, ...key.map((column) => String(cells.get(column)))].join(' ');
}

/** Rows and truth of both systems; seven of ten cases are the approval bureau's. */
export function cookCases(
  seed: string,
  cases: number,
): { readonly approval: Sample; readonly housing: Sample } {
  const [approval, housing] = cook({ seed, cases, asOf: new Date() }, policy);
  if (approval === undefined || housing === undefined) throw new Error('two systems were expected');
  return { approval, housing };
}

/** Rows as they are inserted; MAKETIME is left to its default, which is the moment of writing. */
export function insertions(rows: readonly FrontRow[]): readonly Insertion[] {
  return rows.map(({ stream, cells }) => ({ stream, cells }));
}
