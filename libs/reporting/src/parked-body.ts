import { kindList, maskValue } from '#base/model';
import { createRedactor } from '#base/telemetry';
import type { PersonalClass } from '#base/contracts';

const redactor = createRedactor();

/** Department columns that hold personal data, as the model's fields name them: `EA_JC_STEP_DONE.PAYPERIDCARD` → its class. */
const personalColumns: ReadonlyMap<string, PersonalClass> = new Map(
  kindList.flatMap(({ fields }) =>
    fields.flatMap(({ standard, personal }) =>
      personal === undefined ? [] : columnsIn(standard).map((column) => [column, personal] as const),
    ),
  ),
);

/** Every department column the model knows: those without a class hold no personal data of their own, but may quote some. */
const knownColumns: ReadonlySet<string> = new Set(
  kindList.flatMap(({ fields }) => fields.flatMap(({ standard }) => columnsIn(standard))),
);

function columnsIn(standard: string): readonly string[] {
  return [...standard.matchAll(/\.([A-Z][A-Z0-9_]+)/g)].flatMap(([, column]) => column ?? []);
}

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
    : redactor.facts({ [column]: value })[column];
}

function parseObject(body: string): object | null {
  try {
    const parsed: unknown = JSON.parse(body);
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? parsed : null;
  } catch {
    return null;
  }
}
