import type { Cursor, Page, StreamDefinition } from '#base/contracts';
import type { Zone } from '../database/zone.js';
import { toRow, type Answer, type SourceRecord } from './answer.js';
import type { Paging } from './paging.js';
import type { RestStreamSettings } from './settings.js';

/** One read of one stream. `ask` answers null once the signal has fired. */
export interface Walk {
  readonly source: string;
  readonly stream: StreamDefinition;
  readonly settings: RestStreamSettings;
  readonly paging: Paging;
  readonly zone: Zone;
  readonly pageSize: number;
  readonly overlapMs: number;
  readonly signal: AbortSignal;
  ask(place: string, bounds: Readonly<Record<string, string>>): Promise<Answer | null>;
}

/** Records as a page that ends at a cursor. */
export function pageOf({ stream, zone }: Walk, records: readonly SourceRecord[], end: Cursor): Page {
  return { rows: records.map((record) => toRow(stream, zone, record, end)), end };
}
