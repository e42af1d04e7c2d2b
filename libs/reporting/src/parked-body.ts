import { ownField } from '#base/contracts';
import { knownColumns, maskValue, personalColumns } from '#base/model';
import { createRedactor } from '#base/telemetry';

const redactor = createRedactor();

/** A raw record as people may see it: column by column, personal data masked; a body that is no JSON object stays hidden. */
export function maskedBody(body: string): Readonly<Record<string, unknown>> | null {
  const parsed = parseObject(body);
  return parsed === null ? null : maskObject(parsed);
}

function maskObject(record: object): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(record).map(([column, value]) => [column, maskField(column, value)]),
  );
}

function maskField(column: string, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((each) => maskField(column, each));
  if (typeof value === 'object' && value !== null) return maskObject(value);
  if (typeof value !== 'string') return value;
  const personal = personalColumns.get(column.toUpperCase());
  if (personal !== undefined) return maskValue(personal, value);
  return knownColumns.has(column.toUpperCase())
    ? redactor.text(value)
    : ownField(redactor.facts({ [column]: value }), column);
}

function parseObject(body: string): object | null {
  try {
    const parsed: unknown = JSON.parse(body);
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? parsed : null;
  } catch {
    return null;
  }
}
