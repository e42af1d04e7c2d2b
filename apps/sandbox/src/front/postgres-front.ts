import { Pool } from 'pg';
import { frontTables, type Column, type Edition, type FrontTable } from '../tables/index.js';
import {
  groupInsertions,
  ownersDefault,
  quoted,
  type FrontDatabase,
  type InsertGroup,
  type Insertion,
  type Owner,
} from './front-database.js';

const rowsInOneStatement = 200;
const localNow = "(now() at time zone 'Asia/Shanghai')";

/** A front database on PostgreSQL; names are unquoted in its DDL, so the server folds them to lower case. */
export class PostgresFront implements FrontDatabase {
  readonly #pool: Pool;
  readonly #tables: ReturnType<typeof frontTables>;

  constructor(url: string, edition: Edition) {
    this.#pool = new Pool({ connectionString: url, max: 2, connectionTimeoutMillis: 10_000 });
    this.#pool.on('error', () => undefined);
    // A connection cut between two statements says so by event; the next statement fails and is what counts.
    this.#pool.on('connect', (client) => client.on('error', () => undefined));
    this.#tables = frontTables(edition);
  }

  async makeTables(owner: Owner): Promise<void> {
    for (const table of Object.values(this.#tables)) await this.#pool.query(ddlOf(table, owner));
  }

  async insert(rows: readonly Insertion[]): Promise<void> {
    const client = await this.#pool.connect();
    try {
      await client.query('begin');
      for (const group of groupInsertions(this.#tables, rows, rowsInOneStatement)) {
        await client.query(insertText(group), group.rows.flat());
      }
      await client.query('commit');
      client.release();
    } catch (thrown) {
      client.release(true);
      throw thrown;
    }
  }

  async count(): Promise<number> {
    const { rows } = await this.#pool.query<{ count: number }>(
      'select count(*)::int as count from PRE_APASINFO',
    );
    return rows[0]?.count ?? 0;
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }
}

function insertText(group: InsertGroup): string {
  const width = group.columns.length;
  const tuples = group.rows.map(
    (_, row) => `(${group.columns.map((_name, at) => `$${row * width + at + 1}`).join(', ')})`,
  );
  return `insert into ${group.table.name} (${group.columns.join(', ')}) values ${tuples.join(', ')} on conflict do nothing`;
}

function ddlOf(table: FrontTable, owner: Owner): string {
  const columns = table.columns.map(
    (column) => `  ${column.name} ${typeOf(column)}${defaultOf(column, owner)}`,
  );
  const key = table.key.join(', ');
  const comments = table.columns.map(
    (column) => `comment on column ${table.name}.${column.name} is ${quoted(column.title)};`,
  );
  return `
create table if not exists ${table.name} (
${columns.join(',\n')},
  primary key (${key})
);
create index if not exists ${table.name}_maketime on ${table.name} (MAKETIME, ${key});
comment on table ${table.name} is ${quoted(table.title)};
${comments.join('\n')}`;
}

function typeOf({ type, name }: Column): string {
  switch (type.type) {
    case 'text':
      return `varchar(${type.width})`;
    case 'longText':
      return 'text';
    case 'integer':
      return 'integer';
    case 'money':
      return 'numeric(14,2)';
    default:
      return name === 'MAKETIME' ? 'timestamp' : 'timestamp(0)';
  }
}

function defaultOf(column: Column, owner: Owner): string {
  const own = ownersDefault(column, owner);
  if (own !== null) return ` default ${own}`;
  if (column.startsAs?.from === 'newId') return " default replace(gen_random_uuid()::text, '-', '')";
  return column.startsAs?.from === 'clock' ? ` default ${localNow}` : '';
}
