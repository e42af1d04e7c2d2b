import { ownField } from '#base/contracts';
import { escapeIdentifier } from 'pg';
import {
  plainKeyValue,
  type Column,
  type ColumnKind,
  type Dialect,
  type Parameters,
  type Session,
  type Table,
} from './dialect.js';
import { postgresExcess } from './postgres.rights.js';
import { openPostgresSession } from './postgres.session.js';

const kinds: Readonly<Record<string, ColumnKind>> = {
  int2: 'integer',
  int4: 'integer',
  int8: 'decimal',
  numeric: 'decimal',
  float4: 'single',
  float8: 'double',
  money: 'money',
  bool: 'boolean',
  date: 'date',
  timestamp: 'localTime',
  timestamptz: 'zonedTime',
  bytea: 'binary',
};

// Visible tables only: the search path decides when the definition names no schema.
const findTableText = `
select c.oid::text, n.nspname, c.relname, greatest(c.reltuples, 0)::bigint::text,
       has_table_privilege(c.oid, 'insert, update, delete')::text
  from pg_class c
  join pg_namespace n on n.oid = c.relnamespace
 where c.relkind in ('r', 'v', 'm', 'p', 'f')
   and lower(c.relname) = lower($1)
   and case when $2::text is null then n.nspname = any (current_schemas(false)) else lower(n.nspname) = lower($2) end
 order by (c.relname = $1) desc, array_position(current_schemas(false), n.nspname)
 limit 1`;

// A domain is printed and compared as what it stands on.
const columnsText = `
with recursive base (type, stands_on) as (
  select oid, oid from pg_type where typtype <> 'd'
  union all
  select d.oid, b.stands_on from pg_type d join base b on b.type = d.typbasetype where d.typtype = 'd'
)
select a.attname, t.typname, a.attnotnull::text, format_type(a.atttypid, a.atttypmod), getdatabaseencoding()
  from pg_attribute a
  join base b on b.type = a.atttypid
  join pg_type t on t.oid = b.stands_on
 where a.attrelid = $1::oid and a.attnum > 0 and not a.attisdropped
 order by a.attnum`;

const indexesText = `
select i.relname, a.attname, x.indisunique::text
  from pg_index x
  join pg_class i on i.oid = x.indexrelid
  cross join lateral unnest(x.indkey::smallint[]) with ordinality k (attnum, place)
  join pg_attribute a on a.attrelid = x.indrelid and a.attnum = k.attnum
 where x.indrelid = $1::oid and x.indisvalid and x.indpred is null
 order by i.relname, k.place`;

const serverZoneText = `
select extract(epoch from (now() at time zone reset_val) - (now() at time zone 'UTC'))::int::text, reset_val
  from pg_settings
 where name = 'TimeZone'`;

/** What PostgreSQL and MySQL say alike. */
export const limitWords: Pick<Dialect, 'selectFirst' | 'writing' | 'rowValues'> = {
  selectFirst: (count, rest) => `select ${rest} limit ${count}`,
  writing: {
    lockHint: '',
    lockClause: ' for update',
    begin: 'start transaction',
    commit: 'commit',
    rollback: 'rollback',
  },
  rowValues: true,
};

/** PostgreSQL: row comparison for keysets, names folded to lower case where the department did not quote them. */
export const postgresDialect: Dialect = {
  kind: 'postgres',
  title: 'PostgreSQL 数据库表',
  connect: openPostgresSession,
  findTable,
  quote: (name) => escapeIdentifier(name),
  clock: 'select (extract(epoch from clock_timestamp()) * 1000)::text',
  serverZone: serverZoneText,
  excess: postgresExcess,
  parameters,
  ...limitWords,
  indexHint: () => '',
  // A table without fresh statistics tempts the planner to sort everything left for each page.
  followIndex: ['set enable_seqscan to off', 'set enable_bitmapscan to off'],
  after(terms, list) {
    const columns = terms.map((term) => expression(term.column));
    const values = terms.map((term) => plainKeyValue(term, list));
    return `(${columns.join(', ')}) > (${values.join(', ')})`;
  },
  dated: (column) => `${escapeIdentifier(column.name)} is not null`,
  undated: (column) => `${escapeIdentifier(column.name)} is null`,
  asText: ({ name }) => `${escapeIdentifier(name)}::text`,
  dayOf: ({ name }) => `left(${escapeIdentifier(name)}::text, 10)`,
  printsInstantsIn: 'zone',
  neverNull: expression,
  keyValue: plainKeyValue,
  untaken(column) {
    const name = escapeIdentifier(column.name);
    if (column.kind === 'boolean') return `${name} is not true`;
    const blanks = column.kind === 'text' ? "'', '0'" : '0';
    return `(${name} is null or ${name} in (${blanks}))`;
  },
};

/** A padded text is printed with its blanks, which a cast takes off: cast, no value would equal what was printed of it. */
function expression(column: Column): string {
  const name = escapeIdentifier(column.name);
  if (!column.nullable) return name;
  return /^(character\(|bpchar)/.test(column.declared ?? '')
    ? `coalesce(${name}, '')`
    : `coalesce(${name}::text, '')`;
}

function parameters(): Parameters {
  const values: unknown[] = [];
  const add = (value: string | number): string => `$${values.push(value)}`;
  return { values, add, count: add };
}

async function findTable(session: Session, schema: string | null, name: string): Promise<Table | null> {
  const [found] = await session.rows({ text: findTableText, values: [name, schema] });
  if (found === undefined) return null;
  const [oid, namespace, relation, rows, writable] = found.map(String);
  const columns = await session.rows({ text: columnsText, values: [oid] });
  const indexed = await session.rows({ text: indexesText, values: [oid] });
  return {
    reference: `${escapeIdentifier(namespace ?? '')}.${escapeIdentifier(relation ?? '')}`,
    columns: columns.map(([column, type, notNull, declared, encoding]) => ({
      name: String(column),
      nullable: notNull !== 'true',
      declared: String(declared),
      ...printedAs(escapeIdentifier(String(column)), ownField(kinds, String(type)) ?? 'text'),
      ...lettersOf(typeof encoding === 'string' ? encoding : 'UTF8'),
    })),
    indexes: groupIndexes(indexed),
    estimatedRows: Number(rows),
    writable: writable === 'true',
  };
}

function printedAs(name: string, kind: ColumnKind): Pick<Column, 'kind' | 'printed'> {
  return kind === 'money' ? { kind, printed: `${name}::numeric` } : { kind };
}

/** How a database's letters reach the hub. SQL_ASCII hands over its bytes as they are; a server set of one byte a letter is converted letter by letter. */
function lettersOf(charset: string): Pick<Column, 'charset' | 'storage'> {
  if (charset === 'SQL_ASCII') return { charset, storage: { kind: 'raw' } };
  if (charset === 'LATIN1' || charset === 'WIN1252')
    return { charset, storage: { kind: 'western', encoding: 'windows-1252' } };
  if (charset === 'EUC_CN') return { charset, storage: { kind: 'chinese', encoding: 'gbk' } };
  return { charset, storage: { kind: 'unicode' } };
}

/** Index name, column and uniqueness, in order, as indexes. */
export function groupIndexes(rows: readonly (readonly unknown[])[]): Table['indexes'] {
  const columns = Map.groupBy(rows, ([index]) => String(index));
  return [...columns].map(([name, members]) => ({
    name,
    columns: members.map(([, column]) => String(column)),
    unique: String(members[0]?.[2]) === 'true',
  }));
}
