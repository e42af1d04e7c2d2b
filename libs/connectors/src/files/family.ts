import type { Clock } from '#base/contracts';
import type { ReadingLimits } from '#base/workbook';
import type { FileStore } from './file-store.js';
import type { FamilySettings } from './settings.js';

/** One file family of a source, ready to be read. */
export interface Family {
  readonly source: string;
  readonly store: FileStore;
  readonly settings: FamilySettings;
  readonly ledgerSize: number;
  readonly maxBytes: number;
  readonly idleMs: number;
  /** Whether the department wants reports beside its files. */
  readonly writeBack: boolean;
  readonly clock: Clock;
  /** What reading a workbook may take; as usual where it is not said. */
  readonly limits?: ReadingLimits;
}
