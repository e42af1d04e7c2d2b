import { isObject } from '../rest/path.js';
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
  const whole = isObject(document) ? document : {};
  const enveloped = isObject(whole['payload']) && 'schema' in whole;
  const change = enveloped && isObject(whole['payload']) ? whole['payload'] : whole;
  const { op, before, after } = change;
  const types = new Map([...Object.entries(declared), ...typesIn(whole['schema'])]);
  if (puts.has(op)) {
    return isObject(after)
      ? { operation: 'put', fields: written(after, types) }
      : { refusal: '变更信封里没有变更后的记录（after）' };
  }
  if (op === 'd') {
    const gone = isObject(before) ? { ...keyed, ...before } : keyed;
    if (Object.keys(gone).length > 0) return { operation: 'delete', fields: written(gone, types) };
    return { refusal: '删除的变更信封里既没有原记录（before），也没有消息键' };
  }
  if (op === 't') return { refusal: '对方清空了整张表（op 为 t），请与该部门核对后处理' };
  return op === 'm' ? null : { refusal: '消息不是 Debezium 变更信封（没有可识别的 op）' };
}

function written(fields: Fields, types: ReadonlyMap<string, FieldType>): Fields {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, plainText(value, types.get(name))]),
  );
}
