import type { FaultCode } from './fault-codes.js';
import type { CaseNumber, SourceId, StreamName } from './ids.js';
import type { FieldValue, KindName } from './model.js';
import type { Position } from './raw.js';

/** A doubt about a record that does not stop it, e.g. end before start; shown to operators, counted by code. */
export interface Finding {
  readonly code: string;
  readonly field: string;
  readonly sentence: string;
}

/** A raw record turned into a unified one. `values` follow the order of the kind's field definitions. */
export interface MappedRecord {
  readonly kind: KindName;
  readonly source: SourceId;
  readonly caseNumber: CaseNumber;
  /** Identifies the row inside (kind, source, case); empty for kinds with one row a case. */
  readonly rowKey: string;
  /** Edition of the row: higher replaces lower. */
  readonly revision: number;
  /** Voided or deleted by the department: the record stays, marked. */
  readonly removed: boolean;
  readonly values: readonly FieldValue[];
  /** Raw texts of coded, dated, money and region fields: unified field name → what the department wrote. */
  readonly originals: Readonly<Record<string, string>>;
  readonly standard: string;
  readonly generation: string;
  readonly mappingVersion: string;
  readonly findings: readonly Finding[];
}

/** Why a record cannot be mapped: the field, and one Chinese sentence without personal data. */
export interface MappingFault {
  readonly code: FaultCode;
  /** Source column, or null when the whole record is at fault. */
  readonly field: string | null;
  readonly sentence: string;
}

/** Expected outcomes of mapping are values. */
export type MapOutcome =
  | { readonly outcome: 'mapped'; readonly record: MappedRecord }
  | { readonly outcome: 'parked'; readonly fault: MappingFault };

/** A mapped record together with where it came from, ready to be put. */
export interface RecordToPut {
  readonly record: MappedRecord;
  /** A snapshot no longer has the row: the record is marked removed and keeps its values, which the message does not carry. */
  readonly vanished: boolean;
  readonly position: Position;
  readonly hash: string;
  /** The row's JSON text as it lay on the raw topic, UTF-8. */
  readonly body: Uint8Array;
  readonly stream: StreamName;
  /** When collect read the row, ISO 8601. */
  readonly readAt: string;
}
