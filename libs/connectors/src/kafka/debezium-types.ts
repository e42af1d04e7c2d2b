import { ownField } from '#base/contracts';
import { isObject } from '#base/http';

/**
 * How a field is coded: `date` days; `millis`, `micros`, `nanos` of a moment and `time`, `microTime`, `nanoTime` of a day so many milli-, micro- and nanoseconds;
 * `decimal(n)` a base64 number with n decimals; `number` such a number beside its own decimals.
 */
export type FieldType = string;

const known: Readonly<Record<string, FieldType>> = {
  'io.debezium.time.Date': 'date',
  'org.apache.kafka.connect.data.Date': 'date',
  'io.debezium.time.Time': 'time',
  'org.apache.kafka.connect.data.Time': 'time',
  'io.debezium.time.Timestamp': 'millis',
  'org.apache.kafka.connect.data.Timestamp': 'millis',
  'io.debezium.time.MicroTimestamp': 'micros',
  'io.debezium.time.NanoTimestamp': 'nanos',
  'io.debezium.time.MicroTime': 'microTime',
  'io.debezium.time.NanoTime': 'nanoTime',
  'io.debezium.data.VariableScaleDecimal': 'number',
};
const decimalName = 'org.apache.kafka.connect.data.Decimal';

/** The coded fields of the row, by the schema that came with an envelope; nothing where none came. */
export function typesIn(schema: unknown): readonly (readonly [string, FieldType])[] {
  const rows = fieldsOf(schema).filter(({ field }) => field === 'after' || field === 'before');
  return rows.flatMap((row) =>
    fieldsOf(row).flatMap((column): readonly (readonly [string, FieldType])[] => {
      const { field, name, parameters } = column;
      if (typeof field !== 'string' || typeof name !== 'string') return [];
      const type = ownField(known, name);
      if (type !== undefined) return [[field, type]];
      const scale = isObject(parameters) ? parameters['scale'] : undefined;
      return name === decimalName && typeof scale === 'string' ? [[field, `decimal(${scale})`]] : [];
    }),
  );
}

function fieldsOf(schema: unknown): readonly Readonly<Record<string, unknown>>[] {
  const fields = isObject(schema) ? schema['fields'] : [];
  return Array.isArray(fields) ? fields.filter(isObject) : [];
}

/** A coded value as the department's database would print it; anything that does not fit its type stays as it came. */
export function plainText(value: unknown, type: FieldType | undefined): unknown {
  if (type === undefined || value === null) return value;
  if (type === 'number') return variableDecimal(value);
  const decimals = /^decimal\((\d+)\)$/.exec(type)?.[1];
  if (decimals !== undefined) return typeof value === 'string' ? decimalText(value, Number(decimals)) : value;
  const amount = wholeNumber(value);
  return amount === null ? value : (timeText(amount, type) ?? value);
}

/** Long numbers come as text: see exactJson. */
function wholeNumber(value: unknown): bigint | null {
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : null;
  return typeof value === 'string' && /^-?\d+$/.test(value) ? BigInt(value) : null;
}

interface Unit {
  readonly nanos: bigint;
  /** Which part of the printed moment counts, and how many digits behind its milliseconds. */
  readonly part: 'day' | 'time' | 'both';
  readonly digits: number;
}

const units: Readonly<Record<string, Unit>> = {
  date: { nanos: 86_400_000_000_000n, part: 'day', digits: 0 },
  millis: { nanos: 1_000_000n, part: 'both', digits: 0 },
  micros: { nanos: 1_000n, part: 'both', digits: 3 },
  nanos: { nanos: 1n, part: 'both', digits: 6 },
  time: { nanos: 1_000_000n, part: 'time', digits: 0 },
  microTime: { nanos: 1_000n, part: 'time', digits: 3 },
  nanoTime: { nanos: 1n, part: 'time', digits: 6 },
};

function timeText(amount: bigint, type: FieldType): string | null {
  const unit = ownField(units, type);
  if (unit === undefined) return null;
  const nanos = amount * unit.nanos;
  const millis = floorDivide(nanos, 1_000_000n);
  const at = new Date(Number(millis));
  if (Number.isNaN(at.getTime())) return null;
  const [day = '', time = ''] = at.toISOString().replace('Z', '').split('T');
  const rest = String(nanos - millis * 1_000_000n)
    .padStart(6, '0')
    .slice(0, unit.digits);
  if (unit.part === 'day') return day;
  return unit.part === 'time' ? `${time}${rest}` : `${day} ${time}${rest}`;
}

/** What Oracle's NUMBER without a precision comes as; anything of another shape stays as it came. */
function variableDecimal(value: unknown): unknown {
  if (!isObject(value) || typeof value['value'] !== 'string') return value;
  const { scale } = value;
  const sound = typeof scale === 'number' && Number.isInteger(scale) && scale >= 0 && scale <= 200;
  return sound ? decimalText(value['value'], scale) : value;
}

function floorDivide(amount: bigint, by: bigint): bigint {
  const whole = amount / by;
  return amount % by < 0n ? whole - 1n : whole;
}

function decimalText(base64: string, scale: number): string {
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.length === 0) return base64;
  const unscaled = BigInt.asIntN(bytes.length * 8, BigInt(`0x${bytes.toString('hex')}`));
  const digits = String(unscaled < 0n ? -unscaled : unscaled).padStart(scale + 1, '0');
  const sign = unscaled < 0n ? '-' : '';
  return scale === 0 ? `${sign}${digits}` : `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}
