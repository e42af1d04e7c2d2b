import { exactRecords, nestsDeep, repeatedName, type ExactDocument } from '#base/contracts';
import { XMLValidator } from 'fast-xml-parser';
import { restFault } from './faults.js';
import { xmlValues } from './xml-values.js';

/** Bytes of an answer and what its headers say of them. */
export interface Content {
  readonly bytes: Buffer;
  readonly contentType: string;
}

/** Parses an answer strictly; throws HUB_SOURCE_* when it is something else (a login page, half a document). One of its records may nest too deep. */
export function parseAnswer(source: string, format: 'json' | 'xml', content: Content): ExactDocument {
  const text = decoded(source, format, content);
  if (format === 'xml') return { document: parseXml(source, text), full: null };
  return parseJson(source, text);
}

/** Parses an answer of which every part counts: one with a field given twice is refused as well, and one that nests too deep. */
export function parseDocument(source: string, format: 'json' | 'xml', content: Content): unknown {
  const { document, full } = parseAnswer(source, format, content);
  const [repeated] = full?.repeated ?? [];
  if (repeated !== undefined) throw restFault(source, 'repeated', { path: repeatedName(repeated) });
  if (nestsDeep(document)) throw restFault(source, 'malformed', { expected: format });
  return document;
}

function parseJson(source: string, text: string): ExactDocument {
  try {
    return exactRecords(text);
  } catch {
    throw restFault(source, 'malformed', { expected: 'json' });
  }
}

function decoded(source: string, format: 'json' | 'xml', { bytes, contentType }: Content): string {
  const head = format === 'xml' ? bytes.subarray(0, 200).toString('latin1') : '';
  const declared =
    /charset\s*=\s*"?([\w-]+)/i.exec(contentType)?.[1] ?? /encoding\s*=\s*["']([\w-]+)["']/i.exec(head)?.[1];
  const encoding = declared === undefined ? 'utf-8' : declared;
  try {
    return new TextDecoder(/^gb/i.test(encoding) ? 'gb18030' : encoding, { fatal: true }).decode(bytes);
  } catch {
    throw restFault(source, 'encoding', { encoding: encoding.slice(0, 20) });
  }
}

function parseXml(source: string, text: string): unknown {
  if (/<!DOCTYPE/i.test(text)) {
    // A login page has a document type too, and is no attack.
    throw restFault(source, /<!DOCTYPE\s+html/i.test(text) ? 'malformed' : 'unsafe', { expected: 'xml' });
  }
  if (XMLValidator.validate(text) !== true) throw restFault(source, 'malformed', { expected: 'xml' });
  try {
    return xmlValues(text);
  } catch {
    throw restFault(source, 'malformed', { expected: 'xml' });
  }
}
