import type { RecordToPut, SourceId, Tx } from '#base/contracts';
import { textColumn } from '#base/postgres';

/** One edition for history. `checkRepeat`: it may be there already, so it goes in only if it is not. */
export interface HistoryRow {
  readonly put: RecordToPut;
  readonly outcome: 'put' | 'older' | 'conflict' | 'unchanged';
  readonly checkRepeat: boolean;
}

/** Appends editions of one kind under one mapping document with their raw bodies; answers how many went in. */
export async function appendHistory(
  tx: Tx,
  source: SourceId,
  rows: readonly HistoryRow[],
  seenAt: Date,
): Promise<number> {
  const fresh = rows.filter((row) => !row.checkRepeat);
  const doubtful = rows.filter((row) => row.checkRepeat);
  return (
    (await insert(tx, plain, source, fresh, seenAt)) +
    (await insert(tx, unlessThere, source, doubtful, seenAt))
  );
}

// Bodies travel as one JSON array, whose elements come out byte for byte.
const into = `
  insert into unified.history
    (source, topic, partition, seen_at, kind, standard, generation, mapping_version,
     case_no, row_key, revision, content_hash, outcome, removed, record_offset, body)
  select $1, $2, $3::int, $4::timestamptz, $5, $6, $7, $8, incoming.*
    from rows from (
           unnest($9::text[], $10::text[], $11::text[]::bigint[], $12::text[], $13::text[],
                  $14::text[]::boolean[], $15::text[]::bigint[]),
           json_array_elements($16::json))
      as incoming (case_no, row_key, revision, content_hash, outcome, removed, record_offset, body)`;
const plain = into;
const unlessThere = `${into}
   where not exists (
     select from unified.history there
      where there.case_no = incoming.case_no and there.source = $1 and there.kind = $5
        and there.row_key = incoming.row_key and there.revision = incoming.revision
        and there.content_hash = incoming.content_hash)`;

async function insert(
  tx: Tx,
  text: string,
  source: SourceId,
  rows: readonly HistoryRow[],
  seenAt: Date,
): Promise<number> {
  const [first] = rows;
  if (first === undefined) return 0;
  const { topic, partition } = first.put.position;
  const { rowCount } = await tx.query(text, [
    source,
    topic,
    partition,
    seenAt.toISOString(),
    first.put.record.kind,
    first.put.record.standard,
    first.put.record.generation,
    first.put.record.mappingVersion,
    textColumn(rows, (row) => row.put.record.caseNumber),
    textColumn(rows, (row) => row.put.record.rowKey),
    textColumn(rows, (row) => row.put.record.revision),
    textColumn(rows, (row) => row.put.hash),
    textColumn(rows, (row) => row.outcome),
    textColumn(rows, (row) => row.put.record.removed),
    textColumn(rows, (row) => row.put.position.offset.toString()),
    jsonArray(rows),
  ]);
  return rowCount;
}

const open = Buffer.from('[');
const comma = Buffer.from(',');
const close = Buffer.from(']');

/** The bodies as they came from the broker, never decoded and encoded again. */
function jsonArray(rows: readonly HistoryRow[]): Buffer {
  const parts: Uint8Array[] = [];
  for (const row of rows) parts.push(parts.length === 0 ? open : comma, row.put.body);
  return Buffer.concat([...parts, close]);
}
