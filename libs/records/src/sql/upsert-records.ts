import type { FieldDefinition, FieldValue, KindDefinition, RecordToPut, SourceId, Tx } from '#base/contracts';
import { arrayLiteral } from '#base/postgres';
import { sqlType } from '#base/model';

/** A row that was inserted (`old_revision` null) or replaced. */
export interface UpsertedRow {
  readonly case_no: string;
  readonly row_key: string;
  readonly old_revision: string | null;
}

const texts = new Map<string, string>();

/** Puts records of one kind under one mapping document; only rows that replaced something or are new come back. */
export async function upsertRecords(
  tx: Tx,
  kind: KindDefinition,
  source: SourceId,
  records: readonly RecordToPut[],
  seenAt: Date,
): Promise<readonly UpsertedRow[]> {
  const [first] = records;
  if (first === undefined) return [];
  const { standard, generation, mappingVersion } = first.record;
  const { topic, partition } = first.position;
  const scalars = [source, standard, generation, mappingVersion, topic, partition, seenAt.toISOString()];
  const { rows } = await tx.query<UpsertedRow>(textFor(kind), [...scalars, ...columns(kind, records)]);
  return rows;
}

function columns(kind: KindDefinition, records: readonly RecordToPut[]): readonly string[] {
  const shared = [
    arrayLiteral(records.map((put) => put.record.caseNumber)),
    arrayLiteral(records.map((put) => put.record.rowKey)),
    arrayLiteral(records.map((put) => put.record.revision)),
    arrayLiteral(records.map((put) => put.record.removed)),
    arrayLiteral(records.map((put) => put.hash)),
    arrayLiteral(records.map((put) => put.position.offset.toString())),
  ];
  const fields = kind.fields.map((_, index) =>
    arrayLiteral(records.map((put): FieldValue => put.record.values[index] ?? null)),
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

const arrays = ['case_no', 'row_key', 'revision', 'removed', 'content_hash', 'record_offset'];
const arrayTypes = ['text', 'text', 'bigint', 'boolean', 'text', 'bigint'];

/** Column names come from the model, never from data. JSON travels as one array: as elements of a PostgreSQL array every quote in it would be escaped. */
function statement(kind: KindDefinition): string {
  const fieldColumns = kind.fields.map((field: FieldDefinition) => field.column);
  const types = [...arrayTypes, ...kind.fields.map((field) => sqlType(field.type))];
  const unnested = types.map((type, index) => `$${index + 8}::${type}[]`);
  const moving = ['standard', 'generation', 'mapping_version', 'topic', 'partition', 'last_seen_at'];
  const updated = [...arrays.slice(2), ...moving, ...fieldColumns, 'originals'];
  const originals = `$${types.length + 8}::json`;
  return `
    insert into ${kind.table} as held
      (source, standard, generation, mapping_version, topic, partition, first_seen_at, last_seen_at,
       ${[...arrays, ...fieldColumns].join(', ')}, originals)
    select $1, $2, $3, $4, $5, $6::int, $7::timestamptz, $7::timestamptz, incoming.*
      from rows from (unnest(${unnested.join(', ')}), json_array_elements(${originals})) as incoming
        on conflict (source, case_no, row_key) do update
       set ${updated.map((column) => `${column} = excluded.${column}`).join(', ')}
     where excluded.revision > held.revision
        or (excluded.revision = held.revision and excluded.content_hash <> held.content_hash)
    returning case_no, row_key, old.revision as old_revision`;
}
