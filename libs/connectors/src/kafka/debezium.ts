import { ownField } from '#base/contracts';
import { isObject } from '#base/http';
import { plainText, typesIn, type FieldType } from './debezium-types.js';

type Fields = Readonly<Record<string, unknown>>;

type Envelope =
  { readonly operation: 'put' | 'delete'; readonly fields: Fields } | { readonly refusal: string } | null;

const puts = new Set<unknown>(['c', 'u', 'r']);

/**
 * Reads a Debezium change: c, u and r put `after`, d deletes `before` (or what the message key names where the old row is not
 * sent). Dates and decimals written in code become texts, by the schema sent along or by the types the stream declares.
 */
export function readEnvelope(
  document: unknown,
  keyed: Fields,
  declared: Readonly<Record<string, string>>,
): Envelope {
  const change = withoutSchema(document);
  if (!isObject(change)) return unknownEnvelope;
  const schema = isObject(document) ? document['schema'] : undefined;
  const types = new Map([...Object.entries(declared), ...typesIn(schema)]);
  const { op, before, after } = change;
  if (puts.has(op)) return isObject(after) ? put(after, types) : withoutAfter;
  if (op === 'd') return gone(isObject(before) ? { ...keyed, ...before } : keyed, types);
  if (op === 't') return { refusal: '对方清空了整张表（op 为 t），请与该部门核对后处理' };
  return op === 'm' ? null : unknownEnvelope;
}

const unknownEnvelope = { refusal: '消息不是 Debezium 变更信封（没有可识别的 op）' } as const;
const withoutAfter = { refusal: '变更信封里没有变更后的记录（after）' } as const;

/** A converter may put the schema beside the payload. */
export function withoutSchema(document: unknown): unknown {
  return isObject(document) && 'schema' in document && 'payload' in document ? document['payload'] : document;
}

/** What Debezium writes for a large value that the change did not touch and the log does not hold. */
const unavailable = '__debezium_unavailable_value';

function put(row: Fields, types: ReadonlyMap<string, FieldType>): Envelope {
  const left = Object.keys(row).filter((name) => ownField(row, name) === unavailable);
  if (left.length === 0) return { operation: 'put', fields: written(row, types) };
  return {
    refusal: `变更里没有给出字段 ${left.join('、')} 的值，请部门对该表执行 alter table … replica identity full 后重报`,
  };
}

function gone(row: Fields, types: ReadonlyMap<string, FieldType>): Envelope {
  if (Object.keys(row).length > 0) return { operation: 'delete', fields: written(row, types) };
  return { refusal: '删除的变更信封里既没有原记录（before），也没有消息键' };
}

function written(fields: Fields, types: ReadonlyMap<string, FieldType>): Fields {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, plainText(value, types.get(name))]),
  );
}
