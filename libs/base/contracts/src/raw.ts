import type { CaseNumber, SourceId, StreamName } from './ids.js';

/** Header names of a raw message; the value is the row's JSON text, the Kafka key the case number. `operation` is left out for a plain put, `quiet` for a row that may be told about. */
export const rawHeaders = {
  stream: 'stream',
  standard: 'standard',
  generation: 'generation',
  hash: 'hash',
  readAt: 'read-at',
  operation: 'operation',
  quiet: 'quiet',
  traceparent: 'traceparent',
} as const;

/** Where a message stood on its topic. */
export interface Position {
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
}

/** One source record as it lies on its raw topic. `hash` is the content hash of the body (base64url of 16 bytes of SHA-256). */
export interface RawMessage {
  readonly source: SourceId;
  readonly stream: StreamName;
  readonly standard: string;
  readonly generation: string;
  readonly caseNumber: CaseNumber;
  readonly hash: string;
  readonly readAt: string;
  readonly operation: 'put' | 'delete';
  /** Why nobody is told of what the row changes (`first-load`, `backfill-7`); absent for a row that tells. */
  readonly quiet?: string;
  readonly body: string;
  readonly position: Position;
}

/**
 * The raw codes that the mapping of a stream knows, by source column in upper case; a column that it does not read by codes is not in it.
 * The same object as long as nothing changed.
 */
export type KnownCodes = ReadonlyMap<string, ReadonlySet<string>>;
