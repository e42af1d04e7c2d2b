import { ownField } from '#base/contracts';
import type { ColumnKind, Dialect } from './dialect.js';
import { openDamengSession } from './dameng.session.js';
import { tableRightsText } from './oracle.catalogue.js';
import { oracleLike } from './oracle.dialect.js';

const kinds: Readonly<Record<string, ColumnKind>> = {
  BIT: 'integer',
  BYTE: 'integer',
  TINYINT: 'integer',
  SMALLINT: 'integer',
  INT: 'integer',
  INTEGER: 'integer',
  BIGINT: 'decimal',
  NUMBER: 'decimal',
  NUMERIC: 'decimal',
  DEC: 'decimal',
  DECIMAL: 'decimal',
  REAL: 'decimal',
  FLOAT: 'decimal',
  DOUBLE: 'decimal',
  'DOUBLE PRECISION': 'decimal',
  DATE: 'date',
  RAW: 'binary',
  BINARY: 'binary',
  VARBINARY: 'binary',
  LONGVARBINARY: 'binary',
  IMAGE: 'binary',
  BLOB: 'binary',
};

const clockText = `
select bigdatediff(ms, timestamp '1970-01-01 00:00:00', sys_extract_utc(systimestamp)) from dual`;

const serverZoneText = `
select to_number(to_char(systimestamp, 'TZH')) * 3600 + to_number(to_char(systimestamp, 'TZM')) * 60,
       to_char(systimestamp, 'TZH:TZM')
  from dual`;

/** Dameng DM8: Oracle's statements, but a DATE without a time of day, microseconds, and no planner setting for pages. Not run against a live server. */
export const damengDialect: Dialect = oracleLike(
  {
    kind: 'dameng',
    title: '达梦 DM8 数据库表（未在真实服务器上运行）',
    connect: openDamengSession,
    clock: clockText,
    serverZone: serverZoneText,
    followIndex: [],
  },
  {
    kind: damengKind,
    fraction: 'FF6',
    textBounds: 'data_length',
    rights: `${tableRightsText}\nunion\nselect privilege, null, null from user_sys_privs`,
  },
);

function damengKind(type: string): ColumnKind {
  if (type.endsWith('TIME ZONE')) return 'zonedTime';
  return /^(TIMESTAMP|DATETIME)/.test(type) ? 'localTime' : (ownField(kinds, type) ?? 'text');
}
