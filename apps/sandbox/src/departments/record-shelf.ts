import type { Database } from '#base/postgres';
import type { SampleRecord } from './sample-record.js';
import { addTally } from './sql/add-tally.js';
import { countRecords } from './sql/count-records.js';
import { listRecords, type RecordRange, type ShelfRow } from './sql/list-records.js';
import { listAfter } from './sql/list-after.js';
import { listTally } from './sql/list-tally.js';
import { makeShelf } from './sql/make-shelf.js';
import { putRecords } from './sql/put-records.js';
import { tallyRecords, type SourceTally } from './sql/tally-records.js';

export type { ShelfRow } from './sql/list-records.js';
export type { SourceTally } from './sql/tally-records.js';

/** What the sample departments' own systems hold; it lies in the schema of the approval bureau's database that the hub's account cannot see. */
export class RecordShelf {
  constructor(readonly database: Database) {}

  /** Makes the table where it is missing. */
  make(): Promise<void> {
    return makeShelf(this.database);
  }

  put(records: readonly SampleRecord[]): Promise<void> {
    return putRecords(this.database, records);
  }

  /** One page of a stream between two moments, and how many there are in all. */
  async page(range: RecordRange): Promise<{ readonly total: number; readonly rows: readonly ShelfRow[] }> {
    const [total, rows] = await Promise.all([
      countRecords(this.database, range),
      listRecords(this.database, range),
    ]);
    return { total, rows };
  }

  /** Every record of a stream in the order of writing. */
  all(source: string, stream: string): Promise<readonly ShelfRow[]> {
    const range = { from: new Date(0), to: new Date(8e14), offset: 0, limit: 1_000_000 };
    return listRecords(this.database, { source, stream, ...range });
  }

  /** What came after the first `taken` records of a stream, in the order it came. */
  after(source: string, stream: string, taken: number): Promise<readonly ShelfRow[]> {
    return listAfter(this.database, source, stream, taken);
  }

  /** What every source has written so far, front databases included as far as they were noted. */
  async tally(): Promise<readonly SourceTally[]> {
    return [...(await listTally(this.database)), ...(await tallyRecords(this.database))];
  }

  /** Notes what a front database has been given, beside what it got before. */
  note(tally: SourceTally): Promise<void> {
    return addTally(this.database, tally);
  }
}
