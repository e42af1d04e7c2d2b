import {
  deepSentence,
  exactRecords,
  nestsDeep,
  repeatedName,
  toCaseNumber,
  type FaultCode,
  type RepeatedField,
  type StreamDefinition,
  ownField,
} from '#base/contracts';
import { wrongIdentifier } from '../identifier.js';
import { hashed, type HashedRow } from '../reading.js';
import { PushRefusal } from './refusal.js';

/** Why one record is not taken. */
export interface RecordRefusal {
  readonly code: FaultCode;
  readonly field: string | null;
  readonly sentence: string;
}

/** A record of a batch: taken as a row, or refused. */
export type CheckedRecord = { readonly row: HashedRow } | { readonly refusal: RecordRefusal };

/** How much a batch may hold. */
export interface BatchBounds {
  readonly maxRecords: number;
  readonly maxRecordBytes: number;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Reads a batch; throws PushRefusal when it is no array of at least one record, or too many. */
export function checkRecords(
  body: Uint8Array,
  stream: StreamDefinition,
  bounds: BatchBounds,
): readonly CheckedRecord[] {
  const { batch, repeated } = parsed(body);
  if (!Array.isArray(batch) || batch.length === 0) throw new PushRefusal('malformed');
  if (batch.length > bounds.maxRecords) throw new PushRefusal('large', { maxRecords: bounds.maxRecords });
  const twice = new Map(repeated.map((each) => [each.path[0], each]));
  return batch.map((record: unknown, place) => {
    const wrong = twice.get(place);
    if (wrong === undefined) return checkRecord(record, stream, bounds.maxRecordBytes);
    const name = repeatedName(wrong, 1);
    return refused('HUB_RAW_MALFORMED', name, `字段 ${name} 出现了两次，不知以哪个为准`);
  });
}

interface Batch {
  readonly batch: unknown;
  readonly repeated: readonly RepeatedField[];
}

function parsed(body: Uint8Array): Batch {
  try {
    const text = utf8.decode(body);
    const { document, full } = exactRecords(text);
    return { batch: document, repeated: full?.repeated ?? [] };
  } catch {
    throw new PushRefusal('malformed');
  }
}

function checkRecord(record: unknown, stream: StreamDefinition, maxBytes: number): CheckedRecord {
  if (!isRecord(record)) return refused('HUB_RAW_MALFORMED', null, '记录不是一个 JSON 对象');
  const deep = Object.entries(record).find(([, value]) => nestsDeep(value));
  if (deep !== undefined) return refused('HUB_RAW_MALFORMED', deep[0].slice(0, 40), deepSentence);
  for (const name of new Set([stream.caseNumber, ...stream.key])) {
    const value = plainText(ownField(record, name));
    const what = name === stream.caseNumber ? '编号字段' : '主键字段';
    if (value === '') return refused('HUB_FIELD_MISSING', name, `${what} ${name} 为空`);
    const wrong = wrongIdentifier(value);
    if (wrong !== null) return refused(wrong.code, name, `${what} ${name} ${wrong.why}`);
  }
  const row = hashed({
    caseNumber: toCaseNumber(plainText(ownField(record, stream.caseNumber))),
    key: JSON.stringify(stream.key.map((name) => plainText(ownField(record, name)))),
    cursor: { at: null, key: [] },
    cursorAt: null,
    body: Buffer.from(JSON.stringify(record)),
    operation: 'put',
  });
  if (row.body.length <= maxBytes) return { row };
  return refused('HUB_FIELD_TOO_LONG', null, `记录超过 ${maxBytes} 字节`);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function plainText(value: unknown): string {
  if (typeof value === 'string') return value.trim();
  return typeof value === 'number' ? String(value) : '';
}

function refused(code: FaultCode, field: string | null, reason: string): CheckedRecord {
  return { refusal: { code, field, sentence: `${reason}，请改正后重新发送这一条。` } };
}
