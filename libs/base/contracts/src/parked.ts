import type { FaultCode } from './fault-codes.js';

/**
 * The stage that refused a record: it could not be read whole (`parse`), understood (`map`), believed (`validate`), stored (`put`) or
 * routed. `receipt` is a department's reply nobody can accept. A source that cannot be read (`fetch`) and a message that cannot be
 * sent (`publish`) show in the same place while it lasts. `waiting` waits behind an earlier record of its key.
 */
export type ParkedCause =
  'fetch' | 'parse' | 'map' | 'validate' | 'put' | 'route' | 'publish' | 'receipt' | 'waiting';

/** Causes of source records that are not unified; routing parks what is. */
export const recordCauses: readonly ParkedCause[] = ['parse', 'map', 'validate', 'put', 'waiting'];

const causes: Partial<Readonly<Record<FaultCode, ParkedCause>>> = {
  HUB_RAW_MALFORMED: 'parse',
  HUB_ROW_REFUSED: 'parse',
  HUB_RECORD_TOO_LARGE: 'parse',
  HUB_RECORD_UNREADABLE: 'parse',
  HUB_STREAM_UNKNOWN: 'map',
  HUB_GENERATION_UNKNOWN: 'map',
  HUB_CODE_UNKNOWN: 'map',
  HUB_REGION_UNKNOWN: 'map',
  HUB_RECORD_REFUSED: 'put',
};

/** The cause of a fault that mapping a record ended with: whatever is no gap in the hub's own knowledge is the record's content. */
export function causeOf(code: FaultCode): ParkedCause {
  return causes[code] ?? 'validate';
}
