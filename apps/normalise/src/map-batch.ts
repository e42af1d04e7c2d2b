import type {
  ConsumedBatch,
  MapOutcome,
  MappingFault,
  RawMessage,
  RecordToPut,
  SourceId,
} from '#base/contracts';
import type { ParkedRow } from '#base/postgres';
import { parkedFrom, readRaw } from './read-raw.js';

/** Turns a raw message into a unified record; the source's own overrides are the implementation's business. */
export interface RecordMapping {
  map(raw: RawMessage): MapOutcome;
}

/** What a message of a batch became: a record to put, or a row to park. */
export type Entry =
  | { readonly offset: bigint; readonly raw: RawMessage; readonly put: RecordToPut }
  | { readonly offset: bigint; readonly raw: RawMessage | null; readonly parked: ParkedRow };

const empty = new Uint8Array();

/** Reads and maps a batch, message by message, before any transaction opens. */
export function mapBatch(source: SourceId, batch: ConsumedBatch, mapping: RecordMapping): readonly Entry[] {
  return batch.messages.map((message): Entry => {
    const reading = readRaw(source, batch, message);
    if ('parked' in reading) return { offset: message.offset, raw: null, parked: reading.parked };
    return mapRaw(reading.raw, message.value ?? empty, mapping);
  });
}

/** Maps one raw message; `body` is its text as bytes, which history keeps. */
export function mapRaw(raw: RawMessage, body: Uint8Array, mapping: RecordMapping): Entry {
  const { offset } = raw.position;
  const mapped = mapping.map(raw);
  if (mapped.outcome === 'parked') return parkedEntry(raw, mapped.fault);
  const { position, hash, stream } = raw;
  return {
    offset,
    raw,
    put: { record: mapped.record, vanished: raw.operation === 'delete', position, hash, body, stream },
  };
}

/** The entry of a raw message that mapping, or the database, refuses. */
export function parkedEntry(raw: RawMessage, fault: MappingFault): Entry {
  return { offset: raw.position.offset, raw, parked: parkedFrom(raw, 'map', fault) };
}
