import { createHash } from 'node:crypto';
import {
  characterText,
  cleanedCharacter,
  cleanIdentifier,
  oddCharacter,
  type Finding,
  type MappingFault,
  type NamedCharacter,
} from '#base/contracts';
import { instantReader } from './dates.js';
import { invalidMapping, type MappingDocument } from './document.js';
import { readInteger } from './numbers.js';
import { columnReader, type Row } from './read-column.js';
import { findZone } from './zone.js';

/** A part of a record's identity, or why it cannot be told. */
export type Told<Value> = { readonly value: Value } | { readonly fault: MappingFault };

// The standard's widest key column has 64 characters; the primary key's index refuses rows of a few thousand bytes.
const longestKeyPart = 100;

/** Why a case number, the message's key, cannot identify a case; null when it can. */
export function caseNumberFault(column: string, caseNumber: string): MappingFault | null {
  if (caseNumber === '' || caseNumber.includes('\0')) return missing(column);
  if (caseNumber.length > longestKeyPart) return tooLong(column);
  const odd = oddCharacter(caseNumber);
  return odd === null ? null : oddIn(column, odd);
}

/** What cleaning took away of a case number, as a finding; null where it stands as it was written. */
export function cleanedFinding(column: string, written: string): Finding | null {
  const changed = cleanedCharacter(written);
  if (changed === null) return null;
  const sentence = `编号（${column}）含有${characterText(changed)}，已按标识的清洗规则处理，原文留存；请部门更正。`;
  return { code: 'IDENTIFIER_CLEANED', field: column, sentence };
}

/**
 * Makes the reader of a row key: columns, constants and digests joined by `/`, '' for kinds with one row a case. A digest stands
 * for columns that tell rows apart but may not stand in a key, such as a party's name.
 */
export function rowKeyReader(columns: MappingDocument['rowKey']): (row: Row) => Told<string> {
  const readers = columns.map(keyPartReader);
  return (row) => {
    let key = '';
    for (const { column, read } of readers) {
      const text = cleanIdentifier(read(row));
      if (text === '') return { fault: missing(column) };
      const odd = oddCharacter(text);
      if (odd !== null) return { fault: oddIn(column, odd) };
      if (text.length > longestKeyPart) return { fault: tooLong(column) };
      key = key === '' ? text : `${key}/${text}`;
    }
    return { value: key };
  };
}

function keyPartReader(part: MappingDocument['rowKey'][number]): {
  readonly column: string;
  readonly read: (row: Row) => string;
} {
  if (typeof part === 'string') return { column: part, read: columnReader(part) };
  if ('constant' in part) return { column: part.constant, read: () => part.constant };
  const readers = part.digest.map(columnReader);
  return { column: part.digest.join('、'), read: (row) => digestOf(readers.map((read) => read(row))) };
}

/** Sixteen characters over the texts as they are compared; '' when all are empty. */
function digestOf(texts: readonly string[]): string {
  const plain = texts.map((text) => cleanIdentifier(text).normalize('NFKC').replaceAll(/\s/g, ''));
  if (plain.every((text) => text === '')) return '';
  return createHash('sha256').update(plain.join('\n')).digest('hex').slice(0, 16);
}

/**
 * Makes the reader of a revision: version × 100 + sub-order, so that rows of one version may still follow one another (domain
 * §2.4: generation A reports a step once per NODESTATE). A missing version is 1, as the standard starts there. Standards without
 * versions name a time instead, which counts in hundredths of a second; a missing time is 0, so any stated one is newer.
 */
export function revisionReader(file: string, document: MappingDocument): (row: Row) => Told<number> {
  const [version, order] = document.revision;
  if (typeof version !== 'string') return timeRevisionReader(file, version.time, document.zone);
  const readVersion = integerReader(version, 1, 1_000_000_000);
  const readOrder = orderReader(order);
  return (row) => {
    const major = readVersion(row);
    if ('fault' in major || readOrder === null)
      return 'fault' in major ? major : { value: major.value * 100 };
    const minor = readOrder(row);
    return 'fault' in minor ? minor : { value: major.value * 100 + minor.value };
  };
}

function orderReader(order: MappingDocument['revision'][1]): ((row: Row) => Told<number>) | null {
  if (order === undefined) return null;
  if (typeof order === 'string') return integerReader(order, 0, 99);
  const value = order.constant;
  return () => ({ value });
}

function timeRevisionReader(file: string, column: string, zoneName: string): (row: Row) => Told<number> {
  const zone = findZone(zoneName);
  if (zone === null) throw invalidMapping(file, `时区 ${zoneName} 未知`);
  const read = columnReader(column);
  const readInstant = instantReader(zone);
  const sentence = `${column} 不是可识别的时间，无法判断新旧；请部门核实更正后重新上报。`;
  const fault: Told<number> = { fault: { code: 'HUB_DATE_INVALID', field: column, sentence } };
  return (row) => {
    const text = read(row);
    if (text === '') return { value: 0 };
    const hundredths = Math.floor(Date.parse(readInstant(text) ?? '') / 10);
    return hundredths >= 0 ? { value: hundredths } : fault;
  };
}

function integerReader(column: string, missingIs: number, highest: number): (row: Row) => Told<number> {
  const read = columnReader(column);
  const sentence = `${column} 不是 0 至 ${highest} 的整数，无法判断新旧；请部门核实更正后重新上报。`;
  const fault: Told<number> = { fault: { code: 'HUB_NUMBER_INVALID', field: column, sentence } };
  return (row) => {
    const text = cleanIdentifier(read(row));
    const number = text === '' ? missingIs : readInteger(text);
    return number === null || number < 0 || number > highest ? fault : { value: number };
  };
}

function missing(column: string): MappingFault {
  const sentence = `${column} 为空，无法标识这一行；请部门补全后重新上报。`;
  return { code: 'HUB_FIELD_MISSING', field: column, sentence };
}

function oddIn(column: string, odd: NamedCharacter): MappingFault {
  const sentence = `${column} 的${characterText(odd)}不能用于标识；请部门核实更正后重新上报。`;
  return { code: 'HUB_IDENTIFIER_ODD', field: column, sentence };
}

function tooLong(column: string): MappingFault {
  const sentence = `${column} 超过 ${longestKeyPart} 个字符，不能作为标识；请部门核实更正后重新上报。`;
  return { code: 'HUB_FIELD_TOO_LONG', field: column, sentence };
}
