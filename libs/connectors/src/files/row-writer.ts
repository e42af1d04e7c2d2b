import { toCaseNumber, type RawRow, type StreamDefinition } from '#base/contracts';
import type { FamilySettings } from './settings.js';
import type { SourceLine } from './source-line.js';
import { shapeValue } from './values.js';

/** A row before its place in the ledger is known. */
export type UnplacedRow = Omit<RawRow, 'cursor'>;

/** A line as a row. A refused one becomes a row too, with `$refused` in it, so that it is parked where the operator sees it. */
export interface WrittenLine {
  readonly row: UnplacedRow;
  readonly refusal: string | null;
}

/** What a row says about where it came from when it is refused. */
export interface FileName {
  readonly name: string;
  readonly sha256: string;
}

/** Turns one line into a row with the stream's field names. */
export function writeLine(
  line: SourceLine,
  file: FileName,
  stream: StreamDefinition,
  family: FamilySettings,
): WrittenLine {
  if ('refusal' in line) return refusedRow(line.place, line.refusal, file, {});
  const values: Record<string, string | null> = {};
  let refusal: string | null = null;
  for (const [field, cell] of Object.entries(line.fields)) {
    const shaped = shapeValue(cell, family.types[field] ?? 'text', family.dateEpoch);
    if ('refusal' in shaped) refusal ??= `字段 ${field} ${shaped.refusal}`;
    else values[field] = shaped.value;
  }
  const caseNumber = (values[stream.caseNumber] ?? '').trim();
  if (caseNumber === '') refusal ??= `办件编号字段 ${stream.caseNumber} 为空`;
  if (refusal !== null) return refusedRow(line.place, refusal, file, values);
  const key = JSON.stringify(stream.key.map((field) => values[field] ?? ''));
  const body = JSON.stringify(values);
  return {
    row: { caseNumber: toCaseNumber(caseNumber), key, cursorAt: null, body, operation: 'put' },
    refusal: null,
  };
}

function refusedRow(
  place: number,
  refusal: string,
  file: FileName,
  values: Readonly<Record<string, string | null>>,
): WrittenLine {
  const body = JSON.stringify({
    $refused: refusal,
    $file: file.name,
    $line: place,
    $values: values,
  });
  const key = JSON.stringify([file.sha256, String(place)]);
  return { row: { caseNumber: toCaseNumber(key), key, cursorAt: null, body, operation: 'put' }, refusal };
}
