import { ownField } from '#base/contracts';
import type { Column, ColumnKind, Dialect, Parameters, Term } from './dialect.js';
import { grantedExcess, grantedRows, type PrivilegeWords } from './granted.js';
import { findOracleTable, tableRightsText, type OracleCatalogue } from './oracle.catalogue.js';
import { openOracleSession } from './oracle.session.js';
import { rangesAfter } from './ranges.js';

const kinds: Readonly<Record<string, ColumnKind>> = {
  FLOAT: 'decimal',
  BINARY_FLOAT: 'decimal',
  BINARY_DOUBLE: 'decimal',
  DATE: 'coarseTime',
  RAW: 'binary',
  'LONG RAW': 'binary',
  BLOB: 'binary',
};

const catalogue: OracleCatalogue = {
  kind: oracleKind,
  fraction: 'FF9',
  textBounds: `char_length, char_used,
       (select value from nls_database_parameters where parameter = 'NLS_CHARACTERSET')`,
  rights: `${tableRightsText}\nunion\nselect privilege, null, null from session_privs`,
};

const words: PrivilegeWords = {
  onTable: {
    SELECT: ['read'],
    READ: ['read'],
    INSERT: ['insert'],
    UPDATE: ['update'],
    DELETE: ['delete'],
    ALTER: ['drop'],
    OWNER: ['insert', 'update', 'delete', 'truncate', 'drop'],
  },
  creating: ['CREATE TABLE', 'CREATE ANY TABLE'],
  harmless: ['CREATE SESSION'],
};

const clockText = `
select extract(day from since) * 86400000 + extract(hour from since) * 3600000
       + extract(minute from since) * 60000 + extract(second from since) * 1000
  from (select systimestamp - timestamp '1970-01-01 00:00:00 +00:00' as since from dual)`;

const serverZoneText = `
select extract(timezone_hour from systimestamp) * 3600 + extract(timezone_minute from systimestamp) * 60,
       to_char(systimestamp, 'TZR')
  from dual`;

/** Statement text of Oracle and of products after its model: what they do not share is given. */
export function oracleLike(
  own: Pick<Dialect, 'kind' | 'title' | 'connect' | 'clock' | 'serverZone' | 'followIndex'>,
  given: OracleCatalogue,
): Dialect {
  return {
    ...own,
    quote,
    findTable: findOracleTable(given, quote),
    async excess(session, needs) {
      const rows = grantedRows(await session.rows({ text: given.rights, values: [] }));
      return grantedExcess(rows, needs, quote, words);
    },
    parameters,
    selectFirst: (count, rest) => `select ${rest} fetch first ${count} rows only`,
    // A transaction begins by itself. There is no time limit for locks but in the statement.
    writing: {
      lockHint: '',
      lockClause: ' for update wait 2',
      begin: '',
      commit: 'commit',
      rollback: 'rollback',
    },
    rowValues: true,
    indexHint: () => '',
    after: (terms, list) => rangesAfter(terms, list, { neverNull, keyValue }),
    dated: ({ name }) => `${quote(name)} is not null`,
    undated: ({ name }) => `${quote(name)} is null`,
    asText: ({ name, printed }) => printed ?? quote(name),
    dayOf: ({ name, printed }) => `substr(${printed ?? quote(name)}, 1, 10)`,
    printsInstantsIn: 'zone',
    neverNull,
    keyValue,
    untaken({ name, kind }) {
      // An empty text is null to Oracle, and is none to the others.
      return `(${quote(name)} is null or ${quote(name)} in (${kind === 'text' ? "'', '0'" : '0'}))`;
    },
  };
}

/** Oracle 12.1 and later. Not run against a live server. */
export const oracleDialect: Dialect = oracleLike(
  {
    kind: 'oracle',
    title: 'Oracle 数据库表（未在真实服务器上运行）',
    connect: openOracleSession,
    clock: clockText,
    serverZone: serverZoneText,
    // Otherwise the planner counts on all rows being wanted, and sorts them for each page.
    followIndex: ['alter session set optimizer_mode = first_rows_1000'],
  },
  catalogue,
);

function quote(name: string): string {
  return `"${name.replaceAll('"', '')}"`;
}

/** Oracle holds '' for null, so that no text takes the place of null: a nullable key column is compared with a dot before it, on both sides. */
function neverNull(column: Column): string {
  const name = quote(column.name);
  return column.nullable ? `('.' || ${column.printed ?? name})` : name;
}

function keyValue({ column, value }: Term, list: Parameters): string {
  return column.nullable ? `('.' || ${list.add(value, 'text')})` : list.add(value, column.kind);
}

function oracleKind(type: string, precision: unknown, scale: unknown): ColumnKind {
  if (type.endsWith('TIME ZONE')) return 'zonedTime';
  if (type.startsWith('TIMESTAMP')) return 'localTime';
  if (type !== 'NUMBER') return ownField(kinds, type) ?? 'text';
  // The catalogue has no precision for a NUMBER of any size.
  const small = precision !== null && Number(precision) <= 9 && scale !== null && Number(scale) === 0;
  return small ? 'integer' : 'decimal';
}

const seconds = 'YYYY-MM-DD HH24:MI:SS';
const conversions: Readonly<Partial<Record<ColumnKind, (place: string) => string>>> = {
  integer: (place) => `to_number(${place})`,
  decimal: (place) => `to_number(${place})`,
  date: (place) => `to_date(${place}, 'YYYY-MM-DD')`,
  // A DATE compared with a timestamp would be read without its index.
  coarseTime: (place) => `to_date(${place}, '${seconds}')`,
  localTime: (place) => `to_timestamp(${place}, '${seconds}.FF')`,
  zonedTime: (place) => `to_timestamp_tz(${place}, '${seconds}.FFTZH:TZM')`,
  binary: (place) => `hextoraw(${place})`,
};

function parameters(): Parameters {
  const values: unknown[] = [];
  return {
    values,
    add(value, kind) {
      const place = `:${values.push(kind === 'coarseTime' ? value.slice(0, 19) : value)}`;
      return conversions[kind]?.(place) ?? place;
    },
    count: (value) => `:${values.push(value)}`,
  };
}
