import type {
  ConsumedBatch,
  FieldValue,
  MapOutcome,
  MappingFault,
  ParkedPolicy,
  RawMessage,
  RecordToPut,
  SourceId,
} from '#base/contracts';
import { isSharedFault, type ParkedRow } from '#base/postgres';
import { brokenOff, deadly, parkedRaw, parkedUnread, readRaw } from './read-raw.js';

/** What a stream's records do while an earlier one of their case is parked; null where they pass. */
export type WaitRule = (stream: string) => ParkedPolicy | null;

/** Turns a raw message into a unified record; the source's own overrides are the implementation's business. */
export interface RecordMapping {
  map(raw: RawMessage): MapOutcome;
  /** Null where no stream of the source waits. */
  readonly waits: WaitRule | null;
}

interface Placed {
  readonly offset: bigint;
  /** Why it tells nobody; absent for what tells. */
  readonly quiet?: string;
  /** It goes past earlier records of its case that are parked: enough wait already, or long enough. */
  readonly passes?: true;
}

/** What a message of a batch became: a record to put, or a row to park. Neither keeps the decoded text, which would lie in memory until the commit. */
export type Entry = Placed & ({ readonly put: RecordToPut } | { readonly parked: ParkedRow });

const empty = new Uint8Array();

/** The stream an entry came from. */
export function streamOf(entry: Entry): string {
  return 'put' in entry ? entry.put.stream : (entry.parked.stream ?? '');
}

/** Reads and maps a batch, message by message, before any transaction opens. */
export function mapBatch(source: SourceId, batch: ConsumedBatch, mapping: RecordMapping): readonly Entry[] {
  return batch.messages.map((message): Entry => {
    const reading = readRaw(source, batch, message);
    if ('parked' in reading) return { offset: message.offset, parked: reading.parked };
    return mapRaw(reading.raw, message.value ?? empty, mapping);
  });
}

/** A record on which mapping breaks off is parked like one that it refuses; so is one whose texts would not be kept as they are. */
function mappedSafely(raw: RawMessage, mapping: RecordMapping): MapOutcome {
  try {
    const mapped = mapping.map(raw);
    const torn = mapped.outcome === 'mapped' && mapped.record.values.some(isTorn);
    return torn ? { outcome: 'parked', fault: tornFault } : mapped;
  } catch (thrown) {
    if (isSharedFault(thrown)) throw thrown;
    return { outcome: 'parked', fault: brokenOff(thrown) };
  }
}

/** Half of a surrogate pair, as systems leave that cut texts by their units: PostgreSQL would be sent U+FFFD instead. */
function isTorn(value: FieldValue): boolean {
  return typeof value === 'string' && !value.isWellFormed();
}

const tornFault: MappingFault = {
  code: 'HUB_RECORD_REFUSED',
  field: null,
  sentence: '记录的文字里有被截断的半个字符（单独的代理项），保存会丢字；请数据来源部门更正后重新报送。',
};

/** Parks messages that processes have died over, by what stands around their bodies. */
export function setAside(source: SourceId, batch: ConsumedBatch): readonly Entry[] {
  return batch.messages.map((message) => ({
    offset: message.offset,
    parked: parkedUnread(source, batch, message, deadly),
  }));
}

/** Maps one raw message; `body` is its text as bytes, which history keeps. */
export function mapRaw(raw: RawMessage, body: Uint8Array, mapping: RecordMapping): Entry {
  const { position, hash, stream, readAt } = raw;
  const placed = { offset: position.offset, ...(raw.quiet === undefined ? {} : { quiet: raw.quiet }) };
  const mapped = mappedSafely(raw, mapping);
  if (mapped.outcome === 'parked') return { ...placed, parked: parkedRaw(raw, mapped.fault) };
  const { record } = mapped;
  const vanished = raw.operation === 'delete';
  return { ...placed, put: { record, vanished, position, hash, body, stream, readAt } };
}
