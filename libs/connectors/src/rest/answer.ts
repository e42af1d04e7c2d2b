import { hash } from 'node:crypto';
import {
  cutDeep,
  deepSentence,
  nestsDeep,
  repeatedName,
  toCaseNumber,
  type Cursor,
  type ExactDocument,
  type RawRow,
  type RepeatedField,
  type StreamDefinition,
} from '#base/contracts';
import { parseAnswer, type Reply, restFault, shownCode, textAt, valueAt } from '#base/http';
import type { Zone } from '../database/zone.js';
import { readTime } from '../soap/local-time.js';
import { rowOrRefused } from '../unwritten-row.js';
import { nextLink } from './paging.js';
import type { RestStreamSettings } from './settings.js';

/** One record: its text, and what tells it from every other. */
export interface SourceRecord {
  readonly value: unknown;
  readonly body: string;
  readonly digest: string;
  /** Why it is not taken; null for almost every one. */
  readonly refusal: string | null;
}

/** The records of one answer, and what the service says about the rest. */
export interface Answer {
  readonly records: readonly SourceRecord[];
  readonly total: number | null;
  readonly document: unknown;
  readonly link: string | null;
}

/** Reads an answer: business code, records, total. Throws HUB_SOURCE_* with the reason. */
export function readAnswer(source: string, settings: RestStreamSettings, reply: Reply): Answer {
  const contentType = reply.header('content-type') ?? '';
  const parsed = parseAnswer(source, settings.format, { bytes: reply.bytes, contentType });
  const { document } = parsed;
  refuseRepeated(source, settings, parsed);
  const link = nextLink(reply.header('link'));
  if (judgeCode(source, settings, document) === 'empty') return { records: [], total: null, document, link };
  const total = settings.total === undefined ? null : countAt(source, document, settings.total);
  return { records: recordsOf(source, settings, parsed, total), total, document, link };
}

function countAt(source: string, document: unknown, path: string): number {
  const told = textAt(document, path) ?? '';
  if (/^\d{1,15}$/.test(told)) return Number(told);
  throw restFault(source, 'shape', { path });
}

function recordsOf(
  source: string,
  { records, format }: RestStreamSettings,
  { document, full }: ExactDocument,
  total: number | null,
): readonly SourceRecord[] {
  const found = valueAt(document, records);
  // An XML list of one is an element, of none is absent or an empty text; JSON can say an empty list and must.
  if (format === 'xml') {
    // What the list stands in must be there, unless the service says that there is nothing.
    const around = valueAt(document, records.split('.').slice(0, -1).join('.') || '$');
    if (around === undefined && total !== 0) throw restFault(source, 'shape', { path: records });
    const list: readonly unknown[] = Array.isArray(found) ? found : [found];
    return list.filter((value) => value !== undefined && value !== '').map((value) => recordOf(value));
  }
  if (Array.isArray(found)) {
    const list: readonly unknown[] = found;
    return full === null ? list.map((value) => recordOf(value)) : fullRecords(list, records, full);
  }
  if (found === null) return [];
  throw restFault(source, 'shape', { path: records });
}

function recordOf(value: unknown, refused: string | null = null): SourceRecord {
  const refusal = nestsDeep(value) ? deepSentence : refused;
  const body = JSON.stringify(refusal === null ? value : { $refused: refusal, $values: cutDeep(value) });
  return { value, body, digest: digestOf(body), refusal };
}

/** The records of a list some of which give a field twice; those are shown with all values and refused one by one. */
function fullRecords(
  list: readonly unknown[],
  records: string,
  { document, repeated }: ExactDocument['full'] & object,
): readonly SourceRecord[] {
  const steps = stepsOf(records);
  const whole = valueAt(document, records);
  return list.map((value, place) => {
    const first = repeated.find(({ path }) => isUnder(path, [...steps, place]));
    if (first === undefined || !Array.isArray(whole)) return recordOf(value);
    const refusal = `字段 ${repeatedName(first, steps.length + 1)} 出现了两次，不知以哪个为准，请该部门改正接口后重新报送`;
    return recordOf(whole[place], refusal);
  });
}

/** What leads to the records, the total, the code or the next page must be said once. */
function refuseRepeated(source: string, settings: RestStreamSettings, { full }: ExactDocument): void {
  const { records, total, result, paging } = settings;
  const next = paging.kind === 'token' ? paging.next : undefined;
  const used = [records, total, result?.code, next].flatMap((path) => (path === undefined ? [] : [path]));
  const wrong = full?.repeated.find(({ path, name }) =>
    used.some((each) => isUnder(stepsOf(each), [...path, name])),
  );
  if (wrong !== undefined) throw restFault(source, 'repeated', { path: repeatedName(wrong) });
}

function stepsOf(path: string): readonly string[] {
  return path === '$' ? [] : path.split('.');
}

function isUnder(path: RepeatedField['path'], above: RepeatedField['path']): boolean {
  return above.every((step, at) => path[at] === step);
}

function judgeCode(source: string, { result }: RestStreamSettings, document: unknown): 'success' | 'empty' {
  if (result === undefined) return 'success';
  const code = textAt(document, result.code);
  if (code === null) throw restFault(source, 'shape', { path: result.code });
  if (result.success.includes(code)) return 'success';
  if (result.empty.includes(code)) return 'empty';
  const shown = { code: shownCode(code) };
  if (result.denied.includes(code)) throw restFault(source, 'denied', shown);
  throw restFault(source, result.refused.includes(code) ? 'refused' : 'business', shown);
}

/** The time a record carries; null when it has none that can be read. */
export function timeOf(stream: StreamDefinition, zone: Zone, { value }: SourceRecord): Date | null {
  const at = stream.cursor === null ? null : textAt(value, stream.cursor);
  return at === null ? null : readTime(at, zone);
}

/** A record as a raw row; `end` is the cursor of the page it stands in. One that cannot be written becomes a row that says why. */
export function toRow(stream: StreamDefinition, zone: Zone, record: SourceRecord, end: Cursor): RawRow {
  return rowOrRefused(
    () => written(stream, zone, record, end),
    (refusal) => {
      const body = JSON.stringify({ $refused: refusal, $values: cutDeep(record.value) });
      return written({ ...stream, cursor: null }, zone, { ...record, refusal, body }, end);
    },
  );
}

function written(stream: StreamDefinition, zone: Zone, record: SourceRecord, end: Cursor): RawRow {
  const { value, refusal, digest } = record;
  // A refused row has a key of its own, or what the department reports anew would wait for it.
  const key = refusal === null ? stream.key.map((name) => textAt(value, name) ?? '') : [stream.name, digest];
  return {
    caseNumber: toCaseNumber(refusal === null ? (textAt(value, stream.caseNumber) ?? '') : key.join()),
    key: JSON.stringify(key),
    cursor: end,
    cursorAt: timeOf(stream, zone, record),
    body: Buffer.from(record.body),
    operation: 'put',
  };
}

/** What tells one page's content from another's. */
export function pageDigest(records: readonly SourceRecord[]): string {
  return digestOf(records.map(({ digest }) => digest).join());
}

function digestOf(text: string): string {
  return hash('sha256', text, 'base64').slice(0, 22);
}
