import { hash } from 'node:crypto';
import { toCaseNumber, type Cursor, type RawRow, type StreamDefinition } from '#base/contracts';
import { parseDocument, type Reply, restFault, shownCode, textAt, valueAt } from '#base/http';
import type { Zone } from '../database/zone.js';
import { readTime } from '../soap/local-time.js';
import { nextLink } from './paging.js';
import type { RestStreamSettings } from './settings.js';

/** One record: its text, and what tells it from every other. */
export interface SourceRecord {
  readonly value: unknown;
  readonly body: string;
  readonly digest: string;
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
  const document = parseDocument(source, settings.format, { bytes: reply.bytes, contentType });
  const link = nextLink(reply.header('link'));
  if (judgeCode(source, settings, document) === 'empty') return { records: [], total: null, document, link };
  const total = settings.total === undefined ? null : countAt(source, document, settings.total);
  return { records: recordsOf(source, settings, document, total), total, document, link };
}

function countAt(source: string, document: unknown, path: string): number {
  const told = textAt(document, path) ?? '';
  if (/^\d{1,15}$/.test(told)) return Number(told);
  throw restFault(source, 'shape', { path });
}

function recordsOf(
  source: string,
  { records, format }: RestStreamSettings,
  document: unknown,
  total: number | null,
): readonly SourceRecord[] {
  const found = valueAt(document, records);
  // An XML list of one is an element, of none is absent or an empty text; JSON can say an empty list and must.
  if (format === 'xml') {
    // What the list stands in must be there, unless the service says that there is nothing.
    const around = valueAt(document, records.split('.').slice(0, -1).join('.') || '$');
    if (around === undefined && total !== 0) throw restFault(source, 'shape', { path: records });
    const list: readonly unknown[] = Array.isArray(found) ? found : [found];
    return list.filter((value) => value !== undefined && value !== '').map(recordOf);
  }
  if (Array.isArray(found)) return found.map(recordOf);
  if (found === null) return [];
  throw restFault(source, 'shape', { path: records });
}

function recordOf(value: unknown): SourceRecord {
  const body = JSON.stringify(value);
  return { value, body, digest: digestOf(body) };
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

/** A record as a raw row; `end` is the cursor of the page it stands in. */
export function toRow(stream: StreamDefinition, zone: Zone, record: SourceRecord, end: Cursor): RawRow {
  return {
    caseNumber: toCaseNumber(textAt(record.value, stream.caseNumber) ?? ''),
    key: JSON.stringify(stream.key.map((name) => textAt(record.value, name) ?? '')),
    cursor: end,
    cursorAt: timeOf(stream, zone, record),
    body: record.body,
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
