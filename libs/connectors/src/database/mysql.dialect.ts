import { escapeId } from 'mysql2';
import {
  plainKeyValue,
  type Column,
  type Dialect,
  type Needs,
  type Parameters,
  type Session,
  type Table,
} from './dialect.js';
import type { Excess } from './excess.js';
import { rangesAfter } from './ranges.js';
import { groupIndexes, limitWords } from './postgres.dialect.js';
import { mayWrite, mysqlExcess, parseGrant, type Grant } from './mysql.grants.js';
import { mysqlColumn, mysqlLetters, utcText } from './mysql.columns.js';
import { openMysqlSession, utcOffset } from './mysql.session.js';

const findTableText = `
select table_schema as a, table_name as b, coalesce(table_rows, 0) as c
  from information_schema.tables
 where lower(table_name) = lower(?) and lower(table_schema) = lower(coalesce(?, database()))
 order by (binary table_name = binary ?) desc
 limit 1`;

const columnsText = `
select column_name as a, data_type as b, is_nullable as c, column_type as d, character_set_name as e
  from information_schema.columns
 where table_schema = ? and table_name = ?
 order by ordinal_position`;

const indexesText = `
select index_name as a, column_name as b, if(non_unique = 0, 'true', 'false') as c
  from information_schema.statistics
 where table_schema = ? and table_name = ?
 order by index_name, seq_in_index`;

// `convert_tz` knows SYSTEM; a named zone without zone tables gives null.
const serverZoneText = `
select timestampdiff(second, utc_timestamp(), convert_tz(utc_timestamp(), '+00:00', @@global.time_zone)) as a,
       if(@@global.time_zone = 'SYSTEM', @@system_time_zone, @@global.time_zone) as b`;

const seenTablesText = `
select table_schema as a, table_name as b
  from information_schema.tables
 where table_schema not in ('information_schema', 'performance_schema', 'mysql', 'sys')
 order by table_schema, table_name
 limit 10000`;

// Zero dates and the like, which count as no date at all.
const firstDate = "'1000-01-01'";

/** MySQL and MariaDB. Neither uses an index for a row comparison, so a keyset is spelt out as ranges of one. */
export const mysqlDialect: Dialect = {
  kind: 'mysql',
  title: 'MySQL / MariaDB 数据库表',
  connect: openMysqlSession,
  findTable,
  quote: (name) => escapeId(name, true),
  clock: 'select unix_timestamp(now(6)) * 1000',
  serverZone: serverZoneText,
  excess,
  parameters,
  ...limitWords,
  writing: {
    ...limitWords.writing,
    clock: {
      local: (zoneOffset) => `set session time_zone = '${zoneOffset}'`,
      back: `set session time_zone = '${utcOffset}'`,
    },
  },
  indexHint(table, leading) {
    const index = bestIndex(table, leading);
    return index === null ? '' : ` force index (${escapeId(index, true)})`;
  },
  followIndex: [],
  after: (terms, list) => rangesAfter(terms, list, { neverNull: expression, keyValue: plainKeyValue }),
  dated: (column) => `${escapeId(column.name, true)} >= ${firstDate}`,
  undated: (column) =>
    `(${escapeId(column.name, true)} is null or ${escapeId(column.name, true)} < ${firstDate})`,
  asText: ({ name }) => escapeId(name, true),
  dayOf: ({ name }) => `left(${escapeId(name, true)}, 10)`,
  printsInstantsIn: 'utc',
  neverNull: expression,
  keyValue: plainKeyValue,
  untaken(column) {
    const name = escapeId(column.name, true);
    return `(${name} is null or ${name} in (${column.kind === 'text' ? "'', '0'" : '0'}))`;
  },
};

/** An enumeration sorts by the order of its declaration but is compared with a text as one; a text keeps its column's collation, which a cast would replace. */
function expression(column: Column): string {
  const name = escapeId(column.name, true);
  const text = /^(enum|set)\(/.test(column.declared ?? '') ? `concat(${name})` : name;
  if (!column.nullable) return text;
  if (column.kind === 'binary') return `coalesce(lower(hex(${name})), '')`;
  return column.kind === 'text' ? `coalesce(${text}, '')` : `coalesce(cast(${name} as char), '')`;
}

/** The index that shares the longest beginning with the wanted order. */
function bestIndex(table: Table, leading: readonly string[]): string | null {
  let best: { name: string; length: number } = { name: '', length: 0 };
  for (const index of table.indexes) {
    const mismatch = leading.findIndex((column, place) => index.columns[place] !== column);
    const length = mismatch === -1 ? leading.length : mismatch;
    if (length > best.length) best = { name: index.name, length };
  }
  return best.length === 0 ? null : best.name;
}

function parameters(): Parameters {
  const values: unknown[] = [];
  return {
    values,
    // A text compared with a number column would be compared as floating point, without the index.
    add(value, kind) {
      values.push(kind === 'integer' ? Number(value) : kind === 'zonedTime' ? utcText(value) : value);
      if (kind === 'binary') return 'unhex(?)';
      return kind === 'decimal' ? 'cast(? as decimal(65, 20))' : '?';
    },
    count(value) {
      values.push(value);
      return '?';
    },
  };
}

async function findTable(session: Session, schema: string | null, name: string): Promise<Table | null> {
  const [found] = await session.rows({ text: findTableText, values: [name, schema, name] });
  if (found === undefined) return null;
  const place = [String(found[0]), String(found[1])] as const;
  const columns = await session.rows({ text: columnsText, values: place });
  const indexed = await session.rows({ text: indexesText, values: place });
  return {
    reference: place.map((part) => escapeId(part, true)).join('.'),
    columns: columns.map(([column, type, nullable, declared, charset]) => {
      const name = String(column);
      return {
        name,
        nullable: nullable !== 'NO',
        declared: String(declared),
        ...mysqlColumn(escapeId(name, true), String(type), String(declared)),
        ...mysqlLetters(typeof charset === 'string' ? charset : null),
      };
    }),
    indexes: groupIndexes(indexed),
    estimatedRows: Number(found[2]),
    writable: mayWrite(await grantsOf(session), ...place),
  };
}

async function grantsOf(session: Session): Promise<readonly Grant[]> {
  const lines = await session.rows({ text: 'show grants', values: [] });
  return lines.flatMap(([line]) => parseGrant(String(line)) ?? []);
}

async function excess(session: Session, needs: Needs): Promise<readonly Excess[]> {
  const tables = await session.rows({ text: seenTablesText, values: [] });
  const seen = tables.map(([schema, table]) => {
    const reference = [schema, table].map((part) => escapeId(String(part), true)).join('.');
    return { schema: String(schema), table: String(table), needed: needs.tables.includes(reference) };
  });
  return mysqlExcess(await grantsOf(session), seen, needs.writeBack);
}
