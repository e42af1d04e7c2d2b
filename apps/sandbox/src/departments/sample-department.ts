import type { Secrets } from '#base/secrets';
import type { RecordShelf } from './record-shelf.js';
import type { RecordPlan, RecordRequest, SampleRecord } from './sample-record.js';

/** Where an open department finds its things. */
export interface DepartmentPlace {
  readonly shelf: RecordShelf;
  readonly secrets: Secrets;
  /** A folder of its own for what it keeps in files; it may not exist yet. */
  readonly folder: string;
}

/** A department's system, running. */
export interface OpenSystem {
  /** New records have come onto the shelf. */
  written(records: readonly SampleRecord[]): Promise<void>;
  close(): Promise<void>;
}

/** A sample department that is no front database: what it writes, and the system that the hub reads or that sends to the hub. */
export interface SampleDepartment {
  /** Name of its folder, and the first word of its port. */
  readonly name: string;
  /** As the terminal names it. */
  readonly title: string;
  readonly sources: readonly string[];
  first(request: RecordRequest): readonly SampleRecord[];
  /** What happens next while it lives: one record, with whatever follows from it at once. */
  next(plan: RecordPlan): readonly SampleRecord[];
  open(place: DepartmentPlace): Promise<OpenSystem>;
}
