import type { FieldDefinition, FieldValue, KindDefinition, RecordToPut, SourceId, Tx } from '#base/contracts';
import { textColumn } from '#base/postgres';
import { sqlType } from '#base/model';

/** How many rows were new or replaced something, and the keys (`case\nrow`) that replaced the same revision. */
export interface Upserted {
  readonly applied: number;
  readonly conflicts: ReadonlySet<string>;
}

const texts = new Map<string, string>();

/** Puts records of one kind under one mapping document; rows that are older than, or the same as, what is held change nothing. */
export async function upsertRecords(
  tx: Tx,
  kind: KindDefinition,
  source: SourceId,
  records: readonly RecordToPut[],
  seenAt: Date,
): Promise<Upserted> {
  const [first] = records;
  if (first === undefined) return { applied: 0, conflicts: new Set() };
  const { standard, generation, mappingVersion } = first.record;
  const { topic, partition } = first.position;
  const scalars = [source, standard, generation, mappingVersion, topic, partition, seenAt.toISOString()];
  const { rows } = await tx.query<{ applied: number; conflicts: string[] | null }>(textFor(kind), [
    ...scalars,
    ...columns(kind, records),
  ]);
  return { applied: rows[0]?.applied ?? 0, conflicts: new Set(rows[0]?.conflicts ?? []) };
}

function columns(kind: KindDefinition, records: readonly RecordToPut[]): readonly (string | Buffer)[] {
  const shared = [
    textColumn(records, (put) => put.record.caseNumber),
    textColumn(records, (put) => put.record.rowKey),
    textColumn(records, (put) => put.record.revision),
    textColumn(records, (put) => put.record.removed),
    textColumn(records, (put) => put.hash),
    textColumn(records, (put) => put.position.offset.toString()),
    textColumn(records, (put) => (put.readAt === '' ? null : put.readAt)),
  ];
  const fields = kind.fields.map((_, index) =>
    textColumn(records, (put): FieldValue => put.record.values[index] ?? null),
  );
  return [...shared, ...fields, JSON.stringify(records.map((put) => put.record.originals))];
}

function textFor(kind: KindDefinition): string {
  const known = texts.get(kind.name);
  if (known !== undefined) return known;
  const text = statement(kind);
  texts.set(kind.name, text);
  return text;
}

const arrays = ['case_no', 'row_key', 'revision', 'removed', 'content_hash', 'record_offset', 'read_at'];
const arrayTypes = ['text', 'text', 'bigint', 'boolean', 'text', 'bigint', 'timestamptz'];

/** Column names come from the model, never from data. JSON travels as one array: as elements of a PostgreSQL array every quote in it would be escaped. */
function statement(kind: KindDefinition): string {
  const fieldColumns = kind.fields.map((field: FieldDefinition) => field.column);
  const names = [...arrays, ...fieldColumns];
  const types = [...arrayTypes, ...kind.fields.map((field) => sqlType(field.type))];
  const unnested = types.map((type, index) => `$${index + 8}::text[]::${type}[]`);
  const moving = ['standard', 'generation', 'mapping_version', 'topic', 'partition', 'last_seen_at'];
  const updated = [...arrays.slice(2), ...moving, ...fieldColumns, 'originals'];
  const originals = `$${names.length + 8}::json`;
  return `
    with put as (
    insert into ${kind.table} as held
      (source, standard, generation, mapping_version, topic, partition, first_seen_at, last_seen_at,
       ${names.join(', ')}, originals)
    select $1, $2, $3, $4, $5, $6::int, $7::timestamptz, $7::timestamptz, incoming.*
      from rows from (unnest(${unnested.join(', ')}), json_array_elements(${originals})) as incoming
        on conflict (source, case_no, row_key) do update
       set ${updated.map((column) => `${column} = excluded.${column}`).join(', ')}
     where excluded.revision > held.revision
        or (excluded.revision = held.revision and excluded.content_hash <> held.content_hash)
    returning case_no, row_key, revision, old.revision as old_revision)
    select count(*)::int as applied,
           array_agg(case_no || e'\\n' || row_key) filter (where old_revision = revision) as conflicts
      from put`;
}
