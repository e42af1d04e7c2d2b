import type { MappingFault } from '#base/contracts';
import type { MappingDocument } from './document.js';
import { readInteger } from './numbers.js';
import { columnReader, type Row } from './read-column.js';

/** A part of a record's identity, or why it cannot be told. */
export type Told<Value> = { readonly value: Value } | { readonly fault: MappingFault };

// The standard's widest key column has 64 characters; the primary key's index refuses rows of a few thousand bytes.
const longestKeyPart = 100;

/** Why a case number, the message's key, cannot identify a case; null when it can. */
export function caseNumberFault(column: string, caseNumber: string): MappingFault | null {
  if (caseNumber === '' || caseNumber.includes('\0')) return missing(column);
  return caseNumber.length > longestKeyPart ? tooLong(column) : null;
}

/** Makes the reader of a row key: the key columns joined by `/`, '' for kinds with one row a case. */
export function rowKeyReader(columns: readonly string[]): (row: Row) => Told<string> {
  const readers = columns.map((column) => ({ column, read: columnReader(column) }));
  return (row) => {
    let key = '';
    for (const { column, read } of readers) {
      const text = read(row);
      if (text === '') return { fault: missing(column) };
      if (text.length > longestKeyPart) return { fault: tooLong(column) };
      key = key === '' ? text : `${key}/${text}`;
    }
    return { value: key };
  };
}

/**
 * Makes the reader of a revision: version × 100 + sub-order, so that rows of one version may still follow one another (domain
 * §2.4: generation A reports a step once per NODESTATE). A missing version is 1, as the standard starts there.
 */
export function revisionReader({ revision }: MappingDocument): (row: Row) => Told<number> {
  const [version = '', order] = revision;
  const readVersion = integerReader(version, 1, 1_000_000_000);
  const readOrder = order === undefined ? null : integerReader(order, 0, 99);
  return (row) => {
    const major = readVersion(row);
    if ('fault' in major || readOrder === null)
      return 'fault' in major ? major : { value: major.value * 100 };
    const minor = readOrder(row);
    return 'fault' in minor ? minor : { value: major.value * 100 + minor.value };
  };
}

function integerReader(column: string, missingIs: number, highest: number): (row: Row) => Told<number> {
  const read = columnReader(column);
  const sentence = `${column} 不是 0 至 ${highest} 的整数，无法判断新旧；请部门核实更正后重新上报。`;
  const fault: Told<number> = { fault: { code: 'HUB_NUMBER_INVALID', field: column, sentence } };
  return (row) => {
    const text = read(row);
    const number = text === '' ? missingIs : readInteger(text);
    return number === null || number < 0 || number > highest ? fault : { value: number };
  };
}

function missing(column: string): MappingFault {
  const sentence = `${column} 为空，无法标识这一行；请部门补全后重新上报。`;
  return { code: 'HUB_FIELD_MISSING', field: column, sentence };
}

function tooLong(column: string): MappingFault {
  const sentence = `${column} 超过 ${longestKeyPart} 个字符，不能作为标识；请部门核实更正后重新上报。`;
  return { code: 'HUB_FIELD_TOO_LONG', field: column, sentence };
}
