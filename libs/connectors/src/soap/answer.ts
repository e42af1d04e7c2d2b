import { gunzipSync } from 'node:zlib';
import { judgeFault, judgeRefusal, judgeStatus, shownCode, soapFault, statusFacts } from './faults.js';
import type { SoapStreamSettings } from './settings.js';
import type { Reply } from './transport.js';
import { findAll, parseXml, textAt, type XmlNode } from './xml.js';

/** The records of one answer, and how many the service says there are in all (null when it does not). */
export interface Answer {
  readonly records: readonly XmlNode[];
  readonly total: number | null;
  /** Path of the element that is missing where nothing says that there are no records; null where all is said. */
  readonly missing: readonly string[] | null;
}

const none: Answer = { records: [], total: null, missing: null };

/** Reads an answer: SOAP fault, payload, business code, records. Throws HUB_SOURCE_* with the reason. */
export function readAnswer(
  source: string,
  settings: SoapStreamSettings,
  reply: Reply,
  payloadBytes: number,
): Answer {
  const payload = payloadOf(source, settings, bodyOf(source, reply), payloadBytes);
  if (payload === null) return { ...none, missing: settings.whenMissing === 'empty' ? null : [] };
  if (judgeCode(source, settings, payload) === 'empty') return none;
  const total = settings.page?.total;
  return {
    records: findAll(payload, settings.records),
    total: total === undefined ? null : countAt(source, payload, total),
    missing: total === undefined && settings.whenMissing === 'stop' ? missingIn(payload, settings) : null,
  };
}

/** Where the way to the records breaks off; null where they are, or where an empty list stands in their place. */
function missingIn(payload: XmlNode, { records, result }: SoapStreamSettings): readonly string[] | null {
  const steps = records.split('.');
  const code = result?.code.split('.')[0];
  let around = payload;
  for (const [at, step] of steps.entries()) {
    const next = around.children.find(({ name }) => name === step);
    if (next === undefined) {
      const others = around.children.filter(({ name }) => at > 0 || name !== code);
      const isEmptyList = at === steps.length - 1 && others.length === 0 && around.text.trim() === '';
      return isEmptyList ? null : steps.slice(0, at + 1);
    }
    around = next;
  }
  return null;
}

function bodyOf(source: string, reply: Reply): XmlNode {
  const { status, body } = reply;
  const parsed = parseXml(body.trim());
  const verdict = judgeStatus(status);
  if ('refused' in parsed) {
    if (verdict !== null) throw soapFault(source, verdict, statusFacts(reply));
    throw soapFault(source, judgeRefusal(parsed.refused, 'malformed'));
  }
  const [content] = findAll(parsed.root, 'Body').flatMap(({ children }) => children);
  if (content?.name === 'Fault') throw faultOf(source, reply, content);
  if (verdict !== null) throw soapFault(source, verdict, statusFacts(reply));
  if (parsed.root.name !== 'Envelope' || content === undefined) throw soapFault(source, 'malformed');
  return content;
}

function faultOf(source: string, { status, retryAfter }: Reply, fault: XmlNode): Error {
  const paths = ['faultcode', 'Code.Value', 'Code.Subcode.Value'];
  const codes = paths.flatMap((path) => textAt(fault, path)?.replace(/^[^:]*:/, '') ?? []);
  const said = `${textAt(fault, 'faultstring') ?? ''} ${textAt(fault, 'Reason.Text') ?? ''}`;
  const verdict = judgeStatus(status);
  const reason = verdict === 'denied' || verdict === 'busy' ? verdict : judgeFault(codes, said);
  const asked = retryAfter === null ? {} : { retryAfter };
  return soapFault(source, reason, { fault: shownCode(codes.at(-1) ?? ''), ...asked });
}

function payloadOf(
  source: string,
  settings: SoapStreamSettings,
  content: XmlNode,
  payloadBytes: number,
): XmlNode | null {
  const { path, encoding } = settings.payload;
  const [carrier] = path === undefined ? [content] : findAll(content, path);
  if (carrier === undefined) throw soapFault(source, 'shape', { path: path ?? '' });
  if (encoding === 'elements') return carrier;
  const written = carrier.text.trim();
  if (written === '') {
    if (settings.result === undefined) return null;
    throw soapFault(source, 'shape', { path: settings.result.code });
  }
  const parsed = parseXml(encoding === 'xml' ? written : unpacked(source, written, payloadBytes).trim());
  if ('root' in parsed) return parsed.root;
  throw soapFault(source, judgeRefusal(parsed.refused, 'malformed'));
}

function judgeCode(source: string, settings: SoapStreamSettings, payload: XmlNode): 'success' | 'empty' {
  const { result } = settings;
  if (result === undefined) return 'success';
  const code = textAt(payload, result.code);
  if (code === null) throw soapFault(source, 'shape', { path: result.code });
  if (result.success.includes(code)) return 'success';
  if (result.empty.includes(code)) return 'empty';
  const shown = { code: shownCode(code) };
  if (result.denied.includes(code)) throw soapFault(source, 'denied', shown);
  throw soapFault(source, result.refused.includes(code) ? 'refused' : 'business', shown);
}

function countAt(source: string, payload: XmlNode, path: string): number {
  const written = textAt(payload, path) ?? '';
  if (/^\d{1,15}$/.test(written)) return Number(written);
  throw soapFault(source, 'shape', { path });
}

/** Inflates no further than the limit, so that a small text cannot become a large one. */
function unpacked(source: string, base64: string, payloadBytes: number): string {
  const compact = base64.replaceAll(/\s/g, '');
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(compact)) throw soapFault(source, 'compressed');
  const bytes = inflated(source, Buffer.from(compact, 'base64'), payloadBytes);
  const head = bytes.subarray(0, 200).toString('latin1');
  const declared = /<\?xml[^>]*encoding\s*=\s*["']([\w-]+)["']/i.exec(head)?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(/^gb/i.test(declared) ? 'gb18030' : declared, { fatal: true }).decode(bytes);
  } catch {
    throw soapFault(source, 'encoding', { encoding: declared });
  }
}

function inflated(source: string, packed: Buffer, payloadBytes: number): Buffer {
  try {
    return gunzipSync(packed, { maxOutputLength: payloadBytes });
  } catch (cause) {
    const tooLong =
      typeof cause === 'object' && cause !== null && 'code' in cause && cause.code === 'ERR_BUFFER_TOO_LARGE';
    throw soapFault(source, tooLong ? 'large' : 'compressed');
  }
}
