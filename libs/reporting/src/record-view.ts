import { ownField, type FieldDefinition, type KindDefinition } from '#base/contracts';
import { findCodeSet, maskValue } from '#base/model';

/** One field as people may see it: titled, personal data masked. `meaning` is the Chinese title of a code. */
export interface FieldView {
  readonly name: string;
  readonly title: string;
  readonly type: string;
  readonly value: string;
  readonly meaning: string | null;
}

/** A unified record as people may see it: which edition, from where, and its filled fields. */
export interface RecordView {
  readonly kind: string;
  readonly title: string;
  readonly rowKey: string;
  readonly revision: number;
  readonly removed: boolean;
  readonly standard: string;
  readonly generation: string;
  readonly mappingVersion: string;
  readonly position: string;
  readonly firstSeenAt: string;
  readonly lastSeenAt: string;
  readonly fields: readonly FieldView[];
}

type Row = Readonly<Record<string, unknown>>;

/** Views a row of a kind's table, given as one object of its columns. */
export function recordView(kind: KindDefinition, row: Row, reveal = false): RecordView {
  return {
    kind: kind.name,
    title: kind.title,
    rowKey: textOf(row['row_key']),
    revision: Number(row['revision']),
    removed: row['removed'] === true,
    standard: textOf(row['standard']),
    generation: textOf(row['generation']),
    mappingVersion: textOf(row['mapping_version']),
    position: `${textOf(row['topic'])}/${textOf(row['partition'])}@${textOf(row['record_offset'])}`,
    firstSeenAt: textOf(row['first_seen_at']),
    lastSeenAt: textOf(row['last_seen_at']),
    fields: fieldViews(kind, row, reveal),
  };
}

/** The filled fields of a row of a kind's table; personal data is masked unless it is to be revealed. */
export function fieldViews(kind: KindDefinition, row: Row, reveal = false): readonly FieldView[] {
  return kind.fields.flatMap((field) => fieldView(field, ownField(row, field.column), reveal));
}

function fieldView(field: FieldDefinition, value: unknown, reveal: boolean): readonly FieldView[] {
  if (value === null || value === undefined || value === '') return [];
  const text = textOf(value);
  const shown = field.personal === undefined || reveal ? text : maskValue(field.personal, text);
  const { type } = field;
  const meaning = type.type === 'code' ? codeMeaning(type.set, text) : null;
  return [{ name: field.name, title: field.title, type: type.type, value: shown, meaning }];
}

function codeMeaning(set: string, code: string): string | null {
  return findCodeSet(set)?.entries.find((entry) => entry.code === code)?.title ?? null;
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : `${value as number | boolean}`;
}
