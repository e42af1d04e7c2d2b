import { createHash } from 'node:crypto';
import type { FaultCode, ParkedCause, Tx } from '#base/contracts';

/** A record set aside: cause class, fault, and the whole raw message, so that a release needs no broker. */
export interface ParkedRow {
  readonly cause: ParkedCause;
  readonly code: FaultCode;
  readonly field: string | null;
  readonly sentence: string;
  /** The source, or for replies the department that wrote. */
  readonly source: string;
  readonly stream: string | null;
  readonly caseNumber: string | null;
  readonly standard: string | null;
  readonly generation: string | null;
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
  readonly hash: string | null;
  readonly readAt: string | null;
  readonly operation: 'put' | 'delete';
  /** Why the record tells nobody; a release keeps it. */
  readonly quiet?: string;
  readonly body: string | null;
  /** `waiting` only: when it need not wait any longer. */
  readonly waitUntil?: string | null;
}

/**
 * Parks records in the transaction that moves past them; a record that fails again on release replaces its own row's reason.
 * A repeat of what is parked already (a page that was published twice) adds no second row.
 */
export async function park(tx: Tx, given: readonly ParkedRow[], at: Date): Promise<void> {
  if (given.length === 0) return;
  const rows = withoutRepeats(given);
  await tx.query(
    `insert into ops.parked as held
       (parked_at, cause, code, field, sentence, source, stream, case_no, standard, generation, topic, partition,
        record_offset, hash, read_at, operation, quiet, body, wait_until)
     select $1::timestamptz, incoming.*
       from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
                   $10::text[], $11::text[], $12::int[], $13::bigint[], $14::text[], $15::timestamptz[],
                   $16::text[], $17::text[], $18::text[], $19::timestamptz[])
              as incoming (cause, code, field, sentence, source, stream, case_no, standard, generation, topic, partition,
                           record_offset, hash, read_at, operation, quiet, body, wait_until)
      where not exists (
              select from ops.parked there
               where there.source = incoming.source and there.case_no = incoming.case_no and there.hash = incoming.hash
                 and there.stream is not distinct from incoming.stream and there.operation = incoming.operation
                 and there.state in ('parked', 'releasing')
                 and (there.topic, there.partition, there.record_offset)
                       is distinct from (incoming.topic, incoming.partition, incoming.record_offset))
         on conflict (topic, partition, record_offset) where state in ('parked', 'releasing') do update
        set state = 'parked', cause = excluded.cause, code = excluded.code, field = excluded.field, sentence = excluded.sentence, wait_until = excluded.wait_until,
            attempts = held.attempts + 1`,
    [at, ...columnNames.map((name) => rows.map((row) => textOf(name, row[name])))],
  );
}

/** The first of each record; what cannot be told apart by content goes in as it is. */
function withoutRepeats(rows: readonly ParkedRow[]): readonly ParkedRow[] {
  const seen = new Set<string>();
  return rows.filter(({ source, stream, caseNumber, hash, operation }) => {
    if (caseNumber === null || hash === null) return true;
    const record = [source, stream, caseNumber, hash, operation].join('\n');
    return seen.size !== seen.add(record).size;
  });
}

const columnNames = [
  'cause',
  'code',
  'field',
  'sentence',
  'source',
  'stream',
  'caseNumber',
  'standard',
  'generation',
  'topic',
  'partition',
  'offset',
  'hash',
  'readAt',
  'operation',
  'quiet',
  'body',
  'waitUntil',
] as const satisfies readonly (keyof ParkedRow)[];

/** What is kept of a body; raw topics take less, so that only what others wrote there is ever cut. */
const longestBody = 16_000_000;
/** Longer texts fit into no index. */
const longestName = 400;
const named: ReadonlySet<keyof ParkedRow> = new Set([
  'source',
  'stream',
  'caseNumber',
  'standard',
  'generation',
  'hash',
]);

/** A value as it can be kept: parking must not fail, or what is broken would be tried for ever. */
function textOf(name: keyof ParkedRow, value: ParkedRow[keyof ParkedRow]): string | null {
  if (value === null || value === undefined) return null;
  // PostgreSQL text cannot hold NUL; a record with one is parked with the escape it would have in JSON.
  const text = String(value).replaceAll('\u0000', '\\u0000');
  if (name === 'readAt') return Number.isNaN(Date.parse(text)) ? null : text;
  if (name === 'body') return cut(text, longestBody);
  return named.has(name) ? cut(text, longestName) : text;
}

/** A text that is too long ends with what it was: so many characters, with this digest. */
function cut(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const digest = createHash('sha256').update(text).digest('hex').slice(0, 32);
  return `${text.slice(0, longest - 80).toWellFormed()}…（共 ${text.length} 字，sha256 ${digest}）`;
}
