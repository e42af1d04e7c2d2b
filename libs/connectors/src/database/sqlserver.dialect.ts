import type { Column, ColumnKind, Dialect, Parameters } from './dialect.js';
import { plainKeyValue } from './dialect.js';
import { grantedExcess, grantedRows, type PrivilegeWords } from './granted.js';
import { rangesAfter } from './ranges.js';
import { findSqlServerTable } from './sqlserver.catalogue.js';
import { openSqlServerSession } from './sqlserver.session.js';

const rightsText = `
select distinct p.permission_name, s.name, o.name
  from sys.objects o
  join sys.schemas s on s.schema_id = o.schema_id
 cross apply fn_my_permissions(quotename(s.name) + N'.' + quotename(o.name), N'OBJECT') p
 where o.type in ('U', 'V') and o.is_ms_shipped = 0
union all
select permission_name, null, null from fn_my_permissions(null, N'DATABASE')
union all
select permission_name, null, null from fn_my_permissions(null, N'SERVER')`;

const words: PrivilegeWords = {
  onTable: {
    SELECT: ['read'],
    INSERT: ['insert'],
    UPDATE: ['update'],
    DELETE: ['delete'],
    // Emptying a table takes the right to alter it.
    ALTER: ['truncate', 'drop'],
    CONTROL: ['drop'],
  },
  creating: ['CREATE TABLE'],
  harmless: [
    'CONNECT',
    'CONNECT SQL',
    'VIEW ANY DATABASE',
    'VIEW ANY COLUMN ENCRYPTION KEY DEFINITION',
    'VIEW ANY COLUMN MASTER KEY DEFINITION',
    'SELECT',
    'INSERT',
    'UPDATE',
    'DELETE',
  ],
};

/** SQL Server 2016 and later. No hint reads what is not committed; a lock is waited for as long as the session says. Not run against a live server. */
export const sqlServerDialect: Dialect = {
  kind: 'sqlserver',
  title: 'SQL Server 数据库表（未在真实服务器上运行）',
  connect: openSqlServerSession,
  findTable: findSqlServerTable(quote),
  quote,
  // Compared in UTC, whatever the offsets.
  clock: "select datediff_big(millisecond, '1970-01-01T00:00:00+00:00', sysdatetimeoffset())",
  serverZone: 'select datepart(tzoffset, sysdatetimeoffset()) * 60, datename(tzoffset, sysdatetimeoffset())',
  async excess(session, needs) {
    const rows = grantedRows(await session.rows({ text: rightsText, values: [] }));
    return grantedExcess(rows, needs, quote, words);
  },
  parameters,
  selectFirst: (count, rest) => `select top (${count}) ${rest}`,
  writing: {
    lockHint: ' with (updlock, rowlock)',
    lockClause: '',
    begin: 'begin transaction',
    commit: 'commit transaction',
    rollback: 'rollback transaction',
  },
  rowValues: false,
  indexHint: () => '',
  // A select that ends after some rows is planned for those rows already.
  followIndex: [],
  after: (terms, list) => rangesAfter(terms, list, { neverNull, keyValue: plainKeyValue }),
  dated: ({ name }) => `${quote(name)} is not null`,
  undated: ({ name }) => `${quote(name)} is null`,
  asText: ({ name, printed }) => printed ?? quote(name),
  dayOf: ({ name, printed }) => `left(${printed ?? quote(name)}, 10)`,
  printsInstantsIn: 'zone',
  neverNull,
  keyValue: plainKeyValue,
  untaken({ name, kind }) {
    const blanks = kind === 'text' || kind === 'narrowText' ? "'', '0'" : '0';
    return `(${quote(name)} is null or ${quote(name)} in (${blanks}))`;
  },
};

function quote(name: string): string {
  return `[${name.replaceAll(']', ']]')}]`;
}

function neverNull(column: Column): string {
  const name = quote(column.name);
  return column.nullable ? `coalesce(convert(nvarchar(4000), ${column.printed ?? name}), N'')` : name;
}

// Each in the column's own type: converting the column instead would lose its index, and a DATETIME never equals the DATETIME2 of the same text.
const conversions: Readonly<Partial<Record<ColumnKind, (place: string) => string>>> = {
  narrowText: (place) => `convert(varchar(8000), ${place})`,
  integer: (place) => `convert(int, ${place})`,
  decimal: (place) => `convert(decimal(38, 15), ${place})`,
  boolean: (place) => `convert(bit, ${place})`,
  date: (place) => `convert(date, ${place}, 23)`,
  coarseTime: (place) => `convert(datetime, ${place}, 121)`,
  localTime: (place) => `convert(datetime2, ${place}, 121)`,
  zonedTime: (place) => `convert(datetimeoffset, ${place})`,
  binary: (place) => `convert(varbinary(8000), ${place}, 2)`,
};

function parameters(): Parameters {
  const values: unknown[] = [];
  return {
    values,
    add(value, kind) {
      const place = `@p${values.push(value)}`;
      return conversions[kind]?.(place) ?? place;
    },
    count: (value) => `@p${values.push(value)}`,
  };
}
