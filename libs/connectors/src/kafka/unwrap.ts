import { DeepJson, exactJson, repeatedFields, repeatedName } from '#base/contracts';
import { isObject, valueAt } from '#base/http';
import type { TopicMessage } from './committed.js';
import { readEnvelope, withoutSchema } from './debezium.js';
import type { KafkaStreamSettings } from './settings.js';

type Fields = Readonly<Record<string, unknown>>;

/** What a message says: a record to put, one that was deleted, nothing (a marker), or something that cannot be read. */
export type Unwrapped = { readonly operation: 'put' | 'delete'; readonly fields: Fields } | Refusal | null;

/** Why a message cannot be read. */
export interface Refusal {
  readonly refusal: string;
  /** What the message says, where that is known better than by its text. */
  readonly values?: unknown;
}

/** Reads a message by the stream's format. */
export function unwrap(
  message: TopicMessage,
  key: readonly string[],
  settings: KafkaStreamSettings,
): Unwrapped {
  const value = message.value === null ? null : parsed(message.value);
  if (value !== null && 'refusal' in value) return value;
  const keyed = keyFields(message.key, key);
  if ('refusal' in keyed) return keyed;
  if (settings.format === 'debezium') {
    return value === null ? null : readEnvelope(value.document, keyed.fields, settings.types);
  }
  if (value === null) return tombstone(keyed.fields, key);
  const record = valueAt(value.document, settings.record);
  if (isObject(record)) return { operation: 'put', fields: record };
  return {
    refusal: settings.record === '$' ? '消息不是一个 JSON 对象' : `消息里没有对象 ${settings.record}`,
  };
}

function tombstone(keyed: Fields, key: readonly string[]): Unwrapped {
  const missing = key.find((name) => !Object.hasOwn(keyed, name));
  if (missing === undefined) return { operation: 'delete', fields: keyed };
  return { refusal: `删除标记的消息键里没有字段 ${missing}，不知删的是哪一条` };
}

/** The fields a message key states: an object by its names, with or without a schema around; a plain text stands for a single key field. */
function keyFields(bytes: Buffer | null, key: readonly string[]): { readonly fields: Fields } | Refusal {
  if (bytes === null) return { fields: {} };
  const value = parsed(bytes);
  if ('values' in value) return value;
  const document = 'refusal' in value ? null : withoutSchema(value.document);
  if (isObject(document)) return { fields: document };
  const [only, ...others] = key;
  if (only === undefined || others.length > 0) return { fields: {} };
  return { fields: { [only]: typeof document === 'string' ? document : bytes.toString('utf8') } };
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function parsed(bytes: Buffer): { readonly document: unknown } | Refusal {
  try {
    const text = utf8.decode(bytes);
    const document = exactJson(text);
    const full = repeatedFields(text, document);
    const [twice] = full?.repeated ?? [];
    if (full === null || twice === undefined) return { document };
    const refusal = `消息里的字段 ${repeatedName(twice)} 出现了两次，不知以哪个为准，请部门改正后重新发送`;
    return { refusal, values: full.document };
  } catch (thrown) {
    if (thrown instanceof DeepJson) return { refusal: thrown.message };
    return { refusal: thrown instanceof SyntaxError ? '消息不是有效的 JSON' : '消息不是 UTF-8 文本' };
  }
}
