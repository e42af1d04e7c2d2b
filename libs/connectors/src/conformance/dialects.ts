import { damengDialect } from '../database/dameng.dialect.js';
import type { Dialect } from '../database/dialect.js';
import { kingbaseDialect } from '../database/kingbase.dialect.js';
import { mysqlDialect } from '../database/mysql.dialect.js';
import { oracleDialect } from '../database/oracle.dialect.js';
import { postgresDialect } from '../database/postgres.dialect.js';
import { sqlServerDialect } from '../database/sqlserver.dialect.js';

/** What is sent, `…` for the columns and the table. */
export interface Expected {
  readonly rows: string;
  readonly page: string;
  readonly pageValues: readonly unknown[];
  readonly first: string;
  readonly undated: string;
  readonly keys: string;
  readonly snapshot: string;
  readonly flag: string;
  readonly writes: readonly string[];
  readonly clock: RegExp;
  readonly catalogue: readonly RegExp[];
}

/** What a session answers. */
export type Rows = readonly (readonly unknown[])[];

/** What a catalogue answers to the questions for table, columns and index, in that order; and whatever is asked after that. */
export interface Catalogue {
  readonly dialect: Dialect;
  readonly answers: readonly Rows[];
  readonly expected: Expected;
}

const names = ['PROJID', 'DATAVER', 'MAKETIME', 'NOTE', 'SYNC'];
const index: Rows = ['MAKETIME', 'PROJID', 'DATAVER'].map((name) => ['I', name, 'true']);
const columns = (...rest: readonly (readonly unknown[])[]): Rows =>
  names.map((name, place) => [name, ...(rest[place] ?? [])]);
const postgresColumns = columns(
  ['varchar', 'true'],
  ['int4', 'true'],
  ['timestamp', 'false'],
  ['text', 'false'],
  ['bpchar', 'false'],
);
const postgresAnswers = [[['1', 'pre', 'PRE_ROWS', '3', 'true']], postgresColumns, index];
const oracleAnswers = (time: string, right: Rows[number]): readonly Rows[] => [
  [['PRE', 'PRE_ROWS', '3']],
  columns(
    ['VARCHAR2', null, null, 'N', 50],
    ['NUMBER', 9, 0, 'N', 0],
    [time, null, 6, 'Y', 0],
    ['CLOB', null, null, 'Y', 0],
    ['CHAR', null, null, 'Y', 1],
  ),
  index,
  [right],
];

/** Values of the same page where its keyset is spelt out as ranges. */
const rangeValues = (at: string, until: string, version: unknown): readonly unknown[] => [
  at,
  until,
  at,
  at,
  'A1',
  at,
  'A1',
  version,
  500,
];

const postgresExpected: Expected = {
  rows: '"PROJID", "DATAVER", "MAKETIME", "NOTE", "SYNC" from "pre"."PRE_ROWS"',
  page: 'select … where "MAKETIME" is not null and "MAKETIME" >= $1 and "MAKETIME" <= $2 and ("MAKETIME", "PROJID", "DATAVER") > ($3, $4, $5) order by "MAKETIME", "PROJID", "DATAVER" limit $6',
  pageValues: [
    '2026-03-01 08:00:00.123',
    '2026-03-02 08:00:00.000',
    '2026-03-01 08:00:00.123',
    'A1',
    '2',
    500,
  ],
  first:
    'select … where "MAKETIME" is not null and "MAKETIME" >= $1 order by "MAKETIME", "PROJID", "DATAVER" limit $2',
  undated:
    'select … where "MAKETIME" is null and ("PROJID", "DATAVER") > ($1, $2) order by "PROJID", "DATAVER" limit $3',
  keys: 'select … where "PROJID" >= $1 and "PROJID" <= $2 order by "PROJID", "DATAVER" limit $3',
  snapshot: 'select … where ("PROJID", "DATAVER") > ($1, $2) order by "PROJID", "DATAVER" limit $3',
  flag: `select … where ("SYNC" is null or "SYNC" in ('', '0')) order by "PROJID", "DATAVER" limit $1`,
  writes: [
    'start transaction',
    'select … where ("PROJID", "DATAVER") in (($1, $2)) for update',
    'update "pre"."PRE_ROWS" set "SYNC" = $1 where ("PROJID", "DATAVER") in (($2, $3))',
    'commit',
  ],
  clock: /clock_timestamp/,
  catalogue: [/pg_class/, /pg_attribute/, /pg_index/],
};

const mysqlExpected: Expected = {
  rows: '`PROJID`, `DATAVER`, `MAKETIME`, `NOTE`, `SYNC` from `pre`.`PRE_ROWS`',
  page: "select … force index (`I`) where `MAKETIME` >= '1000-01-01' and `MAKETIME` >= ? and `MAKETIME` <= ? and ((`MAKETIME` > ?) or (`MAKETIME` = ? and `PROJID` > ?) or (`MAKETIME` = ? and `PROJID` = ? and `DATAVER` > ?)) order by `MAKETIME`, `PROJID`, `DATAVER` limit ?",
  pageValues: rangeValues('2026-03-01 08:00:00.123', '2026-03-02 08:00:00.000', 2),
  first:
    "select … force index (`I`) where `MAKETIME` >= '1000-01-01' and `MAKETIME` >= ? order by `MAKETIME`, `PROJID`, `DATAVER` limit ?",
  undated:
    "select … where (`MAKETIME` is null or `MAKETIME` < '1000-01-01') and ((`PROJID` > ?) or (`PROJID` = ? and `DATAVER` > ?)) order by `PROJID`, `DATAVER` limit ?",
  keys: 'select … where `PROJID` >= ? and `PROJID` <= ? order by `PROJID`, `DATAVER` limit ?',
  snapshot:
    'select … where ((`PROJID` > ?) or (`PROJID` = ? and `DATAVER` > ?)) order by `PROJID`, `DATAVER` limit ?',
  flag: "select … where (`SYNC` is null or `SYNC` in ('', '0')) order by `PROJID`, `DATAVER` limit ?",
  writes: [
    'start transaction',
    'select … where (`PROJID`, `DATAVER`) in ((?, ?)) for update',
    "set session time_zone = '+08:00'",
    'update `pre`.`PRE_ROWS` set `SYNC` = ? where (`PROJID`, `DATAVER`) in ((?, ?))',
    "set session time_zone = '+00:00'",
    'commit',
  ],
  clock: /unix_timestamp/,
  catalogue: [/information_schema\.tables/, /information_schema\.columns/, /information_schema\.statistics/],
};

const oracleExpected: Expected = {
  rows: `"PROJID", "DATAVER", to_char("MAKETIME", 'YYYY-MM-DD HH24:MI:SS.FF9'), "NOTE", "SYNC" from "PRE"."PRE_ROWS"`,
  page: `select … where "MAKETIME" is not null and "MAKETIME" >= to_timestamp(:1, 'YYYY-MM-DD HH24:MI:SS.FF') and "MAKETIME" <= to_timestamp(:2, 'YYYY-MM-DD HH24:MI:SS.FF') and (("MAKETIME" > to_timestamp(:3, 'YYYY-MM-DD HH24:MI:SS.FF')) or ("MAKETIME" = to_timestamp(:4, 'YYYY-MM-DD HH24:MI:SS.FF') and "PROJID" > :5) or ("MAKETIME" = to_timestamp(:6, 'YYYY-MM-DD HH24:MI:SS.FF') and "PROJID" = :7 and "DATAVER" > to_number(:8))) order by "MAKETIME", "PROJID", "DATAVER" fetch first :9 rows only`,
  pageValues: rangeValues('2026-03-01 08:00:00.123', '2026-03-02 08:00:00.000', '2'),
  first: `select … where "MAKETIME" is not null and "MAKETIME" >= to_timestamp(:1, 'YYYY-MM-DD HH24:MI:SS.FF') order by "MAKETIME", "PROJID", "DATAVER" fetch first :2 rows only`,
  undated:
    'select … where "MAKETIME" is null and (("PROJID" > :1) or ("PROJID" = :2 and "DATAVER" > to_number(:3))) order by "PROJID", "DATAVER" fetch first :4 rows only',
  keys: 'select … where "PROJID" >= :1 and "PROJID" <= :2 order by "PROJID", "DATAVER" fetch first :3 rows only',
  snapshot:
    'select … where (("PROJID" > :1) or ("PROJID" = :2 and "DATAVER" > to_number(:3))) order by "PROJID", "DATAVER" fetch first :4 rows only',
  flag: `select … where ("SYNC" is null or "SYNC" in ('', '0')) order by "PROJID", "DATAVER" fetch first :1 rows only`,
  writes: [
    'select … where ("PROJID", "DATAVER") in ((:1, to_number(:2))) for update wait 2',
    'update "PRE"."PRE_ROWS" set "SYNC" = :1 where ("PROJID", "DATAVER") in ((:2, to_number(:3)))',
    'commit',
  ],
  clock: /systimestamp - timestamp '1970-01-01 00:00:00 \+00:00'/,
  catalogue: [
    /all_objects/,
    /char_length, char_used,[^]*NLS_CHARACTERSET[^]*from all_tab_columns/,
    /all_ind_columns/,
    /user_tab_privs[^]*session_privs/,
  ],
};

const sqlServerExpected: Expected = {
  rows: '[PROJID], [DATAVER], convert(varchar(50), [MAKETIME], 121), [NOTE], [SYNC] from [dbo].[PRE_ROWS]',
  page: 'select top (@p9) … where [MAKETIME] is not null and [MAKETIME] >= convert(datetime, @p1, 121) and [MAKETIME] <= convert(datetime, @p2, 121) and (([MAKETIME] > convert(datetime, @p3, 121)) or ([MAKETIME] = convert(datetime, @p4, 121) and [PROJID] > convert(varchar(8000), @p5)) or ([MAKETIME] = convert(datetime, @p6, 121) and [PROJID] = convert(varchar(8000), @p7) and [DATAVER] > convert(int, @p8))) order by [MAKETIME], [PROJID], [DATAVER]',
  pageValues: rangeValues('2026-03-01 08:00:00.123', '2026-03-02 08:00:00', '2'),
  first:
    'select top (@p2) … where [MAKETIME] is not null and [MAKETIME] >= convert(datetime, @p1, 121) order by [MAKETIME], [PROJID], [DATAVER]',
  undated:
    'select top (@p4) … where [MAKETIME] is null and (([PROJID] > convert(varchar(8000), @p1)) or ([PROJID] = convert(varchar(8000), @p2) and [DATAVER] > convert(int, @p3))) order by [PROJID], [DATAVER]',
  keys: 'select top (@p3) … where [PROJID] >= convert(varchar(8000), @p1) and [PROJID] <= convert(varchar(8000), @p2) order by [PROJID], [DATAVER]',
  snapshot:
    'select top (@p4) … where (([PROJID] > convert(varchar(8000), @p1)) or ([PROJID] = convert(varchar(8000), @p2) and [DATAVER] > convert(int, @p3))) order by [PROJID], [DATAVER]',
  flag: "select top (@p1) … where ([SYNC] is null or [SYNC] in ('', '0')) order by [PROJID], [DATAVER]",
  writes: [
    'begin transaction',
    'select … with (updlock, rowlock) where (([PROJID] = convert(varchar(8000), @p1) and [DATAVER] = convert(int, @p2)))',
    'update [dbo].[PRE_ROWS] set [SYNC] = convert(varchar(8000), @p1) where (([PROJID] = convert(varchar(8000), @p2) and [DATAVER] = convert(int, @p3)))',
    'commit transaction',
  ],
  clock: /datediff_big\(millisecond, .*sysdatetimeoffset\(\)\)/,
  catalogue: [
    /fn_my_permissions/,
    /max_length, c\.precision, c\.scale\s+from sys\.columns/,
    /sys\.index_columns/,
  ],
};

const oracleDateExpected: Expected = {
  ...oracleExpected,
  rows: `"PROJID", "DATAVER", to_char("MAKETIME", 'YYYY-MM-DD HH24:MI:SS'), "NOTE", "SYNC" from "PRE"."PRE_ROWS"`,
  page: `select … where "MAKETIME" is not null and "MAKETIME" >= to_date(:1, 'YYYY-MM-DD HH24:MI:SS') and "MAKETIME" <= to_date(:2, 'YYYY-MM-DD HH24:MI:SS') and (("MAKETIME" > to_date(:3, 'YYYY-MM-DD HH24:MI:SS')) or ("MAKETIME" = to_date(:4, 'YYYY-MM-DD HH24:MI:SS') and "PROJID" > :5) or ("MAKETIME" = to_date(:6, 'YYYY-MM-DD HH24:MI:SS') and "PROJID" = :7 and "DATAVER" > to_number(:8))) order by "MAKETIME", "PROJID", "DATAVER" fetch first :9 rows only`,
  pageValues: rangeValues('2026-03-01 08:00:00', '2026-03-02 08:00:00', '2'),
  first: `select … where "MAKETIME" is not null and "MAKETIME" >= to_date(:1, 'YYYY-MM-DD HH24:MI:SS') order by "MAKETIME", "PROJID", "DATAVER" fetch first :2 rows only`,
};

const damengExpected: Expected = {
  ...oracleExpected,
  rows: `"PROJID", "DATAVER", to_char("MAKETIME", 'YYYY-MM-DD HH24:MI:SS.FF6'), "NOTE", "SYNC" from "PRE"."PRE_ROWS"`,
  clock: /bigdatediff/,
  catalogue: [
    /all_objects/,
    /data_length\s+from all_tab_columns/,
    /all_ind_columns/,
    /user_tab_privs[^]*user_sys_privs/,
  ],
};

/** Every dialect over the same table, and what it is expected to send. */
export const dialects: Readonly<Record<string, Catalogue>> = {
  postgres: {
    dialect: postgresDialect,
    expected: postgresExpected,
    answers: postgresAnswers,
  },
  kingbase: {
    dialect: kingbaseDialect,
    expected: postgresExpected,
    answers: postgresAnswers,
  },
  mysql: {
    dialect: mysqlDialect,
    expected: mysqlExpected,
    answers: [
      [['pre', 'PRE_ROWS', '3']],
      columns(['varchar', 'NO'], ['int', 'NO'], ['datetime', 'YES'], ['text', 'YES'], ['char', 'YES']),
      index,
      [['GRANT SELECT, UPDATE ON `pre`.`PRE_ROWS` TO `hub`@`%`']],
    ],
  },
  oracle: {
    dialect: oracleDialect,
    expected: oracleExpected,
    answers: oracleAnswers('TIMESTAMP(6)', ['UPDATE', 'PRE', 'PRE_ROWS']),
  },
  'oracle with a DATE': {
    dialect: oracleDialect,
    expected: oracleDateExpected,
    answers: oracleAnswers('DATE', ['UPDATE ANY TABLE', null, null]),
  },
  dameng: {
    dialect: damengDialect,
    expected: damengExpected,
    answers: oracleAnswers('TIMESTAMP', ['OWNER', 'PRE', 'PRE_ROWS']),
  },
  sqlserver: {
    dialect: sqlServerDialect,
    expected: sqlServerExpected,
    answers: [
      [['dbo', 'PRE_ROWS', 7, '3', 'true']],
      columns(
        ['varchar', 'false', 50, 0, 0],
        ['int', 'false', 4, 10, 0],
        ['datetime', 'true', 8, 23, 3],
        ['nvarchar', 'true', -1, 0, 0],
        ['char', 'true', 1, 0, 0],
      ),
      index,
    ],
  },
};
