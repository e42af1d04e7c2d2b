import { createPool, type Pool, type RowDataPacket } from 'mysql2/promise';
import { frontTables, type Column, type Edition, type FrontTable } from '../tables/index.js';
import {
  groupInsertions,
  ownersDefault,
  quoted,
  type FrontDatabase,
  type Insertion,
  type Owner,
} from './front-database.js';

const rowsInOneStatement = 300;

/** A front database on MariaDB, whose server clock is set to China Standard Time. */
export class MariadbFront implements FrontDatabase {
  readonly #pool: Pool;
  readonly #tables: ReturnType<typeof frontTables>;

  constructor(url: string, edition: Edition) {
    this.#pool = createPool({ uri: url, connectionLimit: 2, connectTimeout: 10_000, charset: 'utf8mb4' });
    this.#tables = frontTables(edition);
  }

  async makeTables(owner: Owner): Promise<void> {
    for (const table of Object.values(this.#tables)) await this.#pool.query(ddlOf(table, owner));
  }

  async insert(rows: readonly Insertion[]): Promise<void> {
    const connection = await this.#pool.getConnection();
    try {
      await connection.beginTransaction();
      for (const { table, columns, rows: values } of groupInsertions(
        this.#tables,
        rows,
        rowsInOneStatement,
      )) {
        // A no-op update leaves present keys alone; `insert ignore` would also swallow real mistakes.
        const text = `insert into ${table.name} (${columns.join(', ')}) values ? on duplicate key update PROJID = PROJID`;
        await connection.query(text, [values]);
      }
      await connection.commit();
      connection.release();
    } catch (thrown) {
      connection.destroy();
      throw thrown;
    }
  }

  async count(): Promise<number> {
    const [rows] = await this.#pool.query<RowDataPacket[]>('select count(*) as count from PRE_APASINFO');
    return Number(rows[0]?.['count'] ?? 0);
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }
}

function ddlOf(table: FrontTable, owner: Owner): string {
  const columns = table.columns.map((column) => {
    const required = table.key.includes(column.name) ? ' not null' : ' null';
    return `  ${column.name} ${typeOf(column)}${required}${defaultOf(column, owner)} comment ${quoted(column.title)}`;
  });
  const key = table.key.join(', ');
  return `
create table if not exists ${table.name} (
${columns.join(',\n')},
  primary key (${key}),
  key ${table.name}_MAKETIME (MAKETIME, ${key})
) default charset = utf8mb4 comment = ${quoted(table.title)}`;
}

function typeOf({ type }: Column): string {
  switch (type.type) {
    case 'text':
      return `varchar(${type.width})`;
    case 'longText':
      return 'text';
    case 'integer':
      return 'int';
    case 'money':
      return 'decimal(14,2)';
    default:
      return 'datetime';
  }
}

function defaultOf(column: Column, owner: Owner): string {
  const own = ownersDefault(column, owner);
  if (own !== null) return ` default ${own}`;
  if (column.startsAs?.from === 'newId') return " default (replace(uuid(), '-', ''))";
  if (column.startsAs?.from !== 'clock') return '';
  return column.type.type === 'text'
    ? " default (date_format(now(), '%Y-%m-%d %H:%i:%s'))"
    : ' default current_timestamp';
}
