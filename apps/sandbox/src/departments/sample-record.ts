import type { FaultCode } from '#base/contracts';
import type { Dice, SamplePolicy } from '../generator/index.js';
import type { Licensee } from '../live/licences.js';

/** One row of a sample department's own system, with what must become of it in the hub. */
export interface SampleRecord {
  readonly source: string;
  /** The stream of the source's definition. */
  readonly stream: string;
  /** The department's own number of the record: the message key. */
  readonly identity: string;
  readonly writtenAt: Date;
  readonly body: Readonly<Record<string, string | null>>;
  /** Why the hub must park the row; null when it must become a record. */
  readonly parked: FaultCode | null;
  /** Fields the unified record must have; says nothing of a parked row. */
  readonly unified: Readonly<Record<string, string | boolean | null>>;
}

/** What first records are made from. The same request gives the same records. */
export interface RecordRequest {
  readonly seed: string;
  readonly asOf: Date;
  readonly policy: SamplePolicy;
  /** How many of each stream. */
  readonly count: number;
}

/** One record to be made: its number in its stream, when it is written, and the dice it is thrown with. */
export interface RecordPlan {
  readonly serial: number;
  readonly at: Date;
  readonly dice: Dice;
  readonly policy: SamplePolicy;
  /** Whom it is about, if about somebody with a licence of today; else a stranger. */
  readonly licensee?: Licensee | null;
}
