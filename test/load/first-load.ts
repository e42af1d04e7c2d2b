import { textArray, Database } from '#base/postgres';
import { HubSet } from '../support/hub-set.js';
import { emptyDatabase } from '../support/servers.js';
import { bareUpsert } from './bare-upsert.js';
import { loadSource } from './load-source.js';
import { waitFor } from './normalise.js';
import { processFigures } from './process-figures.js';
import { mustEqual, whole, type BenchLine } from './report.js';
import { checksumSql, columns, loadRow } from './rows.js';

const chunk = 5_000;

/** (b) first load: a department's table → raw topic → unified records, collect and normalise at once. */
export async function benchFirstLoad(rows: number): Promise<BenchLine> {
  const front = await emptyDatabase();
  await fill(front.url, rows);
  const hub = await HubSet.open({ sources: [loadSource(front.url)] });
  try {
    const normalise = await hub.start('normalise');
    const collect = await hub.start('collect');
    const first = await waitFor(hub.database, 1);
    const last = await waitFor(hub.database, rows);
    const rate = ((last.taken - first.taken) / (last.at - first.at)) * 1_000;
    const processes = {
      collect: await processFigures(collect.pid),
      normalise: await processFigures(normalise.pid),
    };
    await Promise.all([collect.stop(), normalise.stop()]);
    await verify(hub.database, front.url, rows);
    const twice = await cameTwice(hub.database, collect.output());
    const baseline = await bareUpsert(hub.databaseUrl);
    return {
      name: `(b) first load, source table → unified, ${whole(rows)} cases`,
      figure: `${whole(rate)} rows/s`,
      target: '≥ 12,000 rows/s end to end',
      baseline: `bare upsert of the same rows ${whole(baseline)} rows/s, ratio ${(rate / baseline).toFixed(2)}`,
      verified: `every PROJID of the source is a record once, with its own applicant and address; ${twice}`,
      processes,
    };
  } finally {
    await hub.close();
    await front.drop();
  }
}

/** Raw messages beyond one a row: pages published again after a fault of the reading, which are told with it. */
async function cameTwice(database: Database, output: string): Promise<string> {
  const { rows } = await database.query<{ twice: string }>(
    "select coalesce(sum(taken - unified - parked), 0)::text as twice from ops.fence where consumer = 'hub-normalise'",
  );
  const faults = output.split('\n').filter((line) => / (注意|故障) /.test(line));
  const said = faults.length === 0 ? '' : ` (${faults.join(' | ')})`;
  return `${whole(Number(rows[0]?.twice ?? 0))} came twice and were met as held${said}`;
}

/** Makes the department’s table and writes so many rows of the bench into it. */
export async function fill(url: string, rows: number): Promise<void> {
  const database = new Database({ url, maxConnections: 1, applicationName: 'bench source' });
  const typeOf = (column: string): string => {
    if (column.endsWith('TIME')) return 'timestamp';
    return column === 'DATAVER' ? 'integer' : 'varchar(500)';
  };
  await database.query(
    `create table pre_apasinfo (${columns.map((column) => `${column} ${typeOf(column)}`).join(', ')},
       primary key (projid, dataver))`,
  );
  const types = columns.map((column, index) => `$${index + 1}::text[]::${typeOf(column)}[]`).join(', ');
  for (let from = 0; from < rows; from += chunk) {
    const made = Array.from({ length: Math.min(chunk, rows - from) }, (_, index) => loadRow(from + index));
    await database.query(
      `insert into pre_apasinfo select * from unnest(${types})`,
      columns.map((column) => textArray(made.map((row) => row[column]))),
    );
  }
  await database.query('create index on pre_apasinfo (maketime, projid, dataver)');
  await database.query('analyze pre_apasinfo');
  await database.close();
}

async function verify(database: Database, frontUrl: string, rows: number): Promise<void> {
  const front = new Database({ url: frontUrl, maxConnections: 1, applicationName: 'bench verify' });
  const truth = await digest(front, "projid || '|' || applyname || '|' || address", 'pre_apasinfo');
  await front.close();
  const found = await digest(
    database,
    "case_no || '|' || applicant_name || '|' || address",
    'unified.application',
  );
  mustEqual('count and checksum', found, truth);
  mustEqual('count', truth.split(' ')[0], rows);
}

async function digest(database: Database, expression: string, table: string): Promise<string> {
  const { rows } = await database.query<{ records: string; sum: string }>(
    `select count(*)::text as records, ${checksumSql(expression)} as sum from ${table}`,
  );
  return `${rows[0]?.records} ${rows[0]?.sum}`;
}
