import { ownField } from '#base/contracts';
import iconv from 'iconv-lite';
import type { Column, ColumnKind } from './dialect.js';

const kinds: Readonly<Record<string, ColumnKind>> = {
  tinyint: 'integer',
  smallint: 'integer',
  mediumint: 'integer',
  int: 'integer',
  year: 'integer',
  bit: 'decimal',
  bigint: 'decimal',
  decimal: 'decimal',
  float: 'single',
  double: 'double',
  date: 'date',
  datetime: 'localTime',
  timestamp: 'zonedTime',
};
const bytes =
  /^((var)?binary|(tiny|medium|long)?blob|vector|geometry|(multi)?(point|linestring|polygon)|geom(etry)?collection)$/;
const fewBits = /^bit\(([1-9]|[12]\d|3[01])\)$/;

/**
 * How a column's values are read: exactly, where the server's own print is not. A FLOAT is printed in six digits only, so it is asked for as
 * the double that holds it; zeros that fill a column's width are no part of its value; bits are a number; a TIMESTAMP is an instant in UTC.
 */
export function mysqlColumn(name: string, type: string, declared: string): Pick<Column, 'kind' | 'printed'> {
  if (bytes.test(type)) return { kind: 'binary' };
  const kind = fewBits.test(declared) ? 'integer' : (ownField(kinds, type) ?? 'text');
  if (kind === 'single') return { kind, printed: `(${name} * 1e0)` };
  if (kind === 'zonedTime') return { kind, printed: `concat(${name}, '+00:00')` };
  const padded = type === 'bit' || type === 'year' || declared.includes('zerofill');
  return padded ? { kind, printed: `(${name} + 0)` } : { kind };
}

const chinese: Readonly<Record<string, string>> = {
  gbk: 'gbk',
  gb2312: 'gbk',
  gb18030: 'gb18030',
  big5: 'big5',
};
/** MySQL's latin1 is Windows-1252. Its other sets of one byte a letter, by the names of the library that encodes them. */
const western: Readonly<Record<string, string>> = {
  latin1: 'windows-1252',
  latin2: 'iso88592',
  latin5: 'iso88599',
  latin7: 'iso885913',
  cp1250: 'cp1250',
  cp1251: 'cp1251',
  cp1256: 'cp1256',
  cp1257: 'cp1257',
  cp850: 'cp850',
  cp852: 'cp852',
  cp866: 'cp866',
  koi8r: 'koi8r',
  koi8u: 'koi8u',
  greek: 'greek',
  hebrew: 'hebrew',
};

/** What is known of a column's letters by its character set; nothing for what holds none. */
export function mysqlLetters(charset: string | null): Pick<Column, 'charset' | 'storage'> {
  if (charset === null) return {};
  const encoding = ownField(western, charset);
  if (encoding !== undefined && iconv.encodingExists(encoding))
    return { charset, storage: { kind: 'western', encoding } };
  const code = ownField(chinese, charset);
  if (code !== undefined) return { charset, storage: { kind: 'chinese', encoding: code } };
  return { charset, storage: { kind: 'unicode' } };
}

const dated = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(\.\d+)?([+-]\d\d)(?::?(\d\d))?$/;

/** A time with an offset as the session compares it: in UTC, without one, to the last digit. */
export function utcText(text: string): string {
  const [, day = '', time = '', fraction = '', hours = '', minutes = '00'] = dated.exec(text) ?? [];
  if (day === '') return text;
  const at = new Date(`${day}T${time}${hours}:${minutes}`);
  return `${at.toISOString().slice(0, 19).replace('T', ' ')}${fraction}`;
}
