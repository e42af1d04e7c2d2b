import { toCaseNumber, type RawRow, type StreamDefinition, ownField } from '#base/contracts';
import { BodyWriter } from '../body-writer.js';
import { rowOrRefused } from '../unwritten-row.js';
import type { FamilySettings } from './settings.js';
import type { FileNotes, SourceLine } from './source-line.js';
import { shapeValue, type Misfit } from './values.js';

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

/** Where the fields of a line go; made once for all lines with the same fields. */
interface Layout {
  readonly fields: readonly string[];
  readonly types: readonly FamilySettings['types'][string][];
  readonly body: BodyWriter;
  readonly caseNumber: number;
  readonly key: readonly number[];
}

type ReadLine = Exclude<SourceLine, { readonly refusal: string }>;
type Value = ReturnType<typeof shapeValue>;

/** Turns the lines of one file into rows with the stream's field names. */
export class LineWriter {
  readonly #file: FileName;
  readonly #stream: StreamDefinition;
  readonly #family: FamilySettings;
  readonly #told: Pick<FileNotes, 'dateEpoch'>;
  #layout: Layout | null = null;

  /** `told` is what the file says of itself while it is read: that counts more than what was agreed. */
  constructor(
    file: FileName,
    stream: StreamDefinition,
    family: FamilySettings,
    told: Pick<FileNotes, 'dateEpoch'>,
  ) {
    this.#file = file;
    this.#stream = stream;
    this.#family = family;
    this.#told = told;
  }

  write(line: SourceLine): WrittenLine {
    if ('refusal' in line) return refusedRow(line.place, line.refusal, this.#file, {});
    return rowOrRefused(
      () => this.#written(line),
      (refusal) => refusedRow(line.place, refusal, this.#file, {}),
    );
  }

  #written(line: ReadLine): WrittenLine {
    const layout = this.#layoutOf(line.fields);
    const { types, body } = layout;
    const epoch = this.#told.dateEpoch ?? this.#family.dateEpoch;
    const values = line.cells.map((cell, at) => shapeValue(cell, types[at] ?? 'text', epoch));
    const caseNumber = (textAt(values, layout.caseNumber) ?? '').trim();
    const refusal = this.#refusal(line.fields, values, caseNumber);
    if (refusal !== null) {
      return refusedRow(line.place, refusal, this.#file, fitting(line.fields, values));
    }
    body.begin();
    for (const value of values)
      if (typeof value === 'string') body.text(value);
      else body.nothing();
    const key = JSON.stringify(layout.key.map((at) => textAt(values, at) ?? ''));
    return {
      row: { caseNumber: toCaseNumber(caseNumber), key, cursorAt: null, body: body.end(), operation: 'put' },
      refusal: null,
    };
  }

  #refusal(fields: readonly string[], values: readonly Value[], caseNumber: string): string | null {
    const place = values.findIndex(isMisfit);
    const value = values[place];
    if (isMisfit(value)) return `字段 ${fields[place]} ${value.refusal}`;
    return caseNumber === '' ? `办件编号字段 ${this.#stream.caseNumber} 为空` : null;
  }

  #layoutOf(fields: readonly string[]): Layout {
    const known = this.#layout;
    if (known !== null && (known.fields === fields || isSame(known.fields, fields))) return known;
    const layout = {
      fields,
      types: fields.map((field) => ownField(this.#family.types, field) ?? 'text'),
      body: new BodyWriter(fields),
      caseNumber: fields.indexOf(this.#stream.caseNumber),
      key: this.#stream.key.map((field) => fields.indexOf(field)),
    };
    this.#layout = layout;
    return layout;
  }
}

function isSame(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((field, at) => field === right[at]);
}

function isMisfit(value: Value | undefined): value is Misfit {
  return typeof value === 'object' && value !== null;
}

function textAt(values: readonly Value[], at: number): string | null {
  const value = values[at];
  return typeof value === 'string' ? value : null;
}

function fitting(fields: readonly string[], values: readonly Value[]): Readonly<Record<string, Value>> {
  const pairs = fields.map((field, at) => [field, values[at] ?? null] as const);
  return Object.fromEntries(pairs.filter(([, value]) => !isMisfit(value)));
}

function refusedRow(
  place: number,
  refusal: string,
  file: FileName,
  values: Readonly<Record<string, Value>>,
): WrittenLine {
  const told = { $refused: refusal, $file: file.name, $line: place, $values: values };
  const body = Buffer.from(JSON.stringify(told));
  const key = JSON.stringify([file.sha256, String(place)]);
  return { row: { caseNumber: toCaseNumber(key), key, cursorAt: null, body, operation: 'put' }, refusal };
}
