import { hash } from 'node:crypto';
import { toCaseNumber, type FaultCode, type RawRow, type StreamName } from '#base/contracts';

/** Why a row cannot travel as it is. */
export interface RowRefusal {
  readonly code: Extract<FaultCode, 'HUB_ROW_REFUSED' | 'HUB_RECORD_TOO_LARGE' | 'HUB_RECORD_UNREADABLE'>;
  readonly sentence: string;
}

/** So much of a key is shown. */
const shownKey = 200;

/**
 * What is published in the place of a row that cannot travel: the reason, its key, size and digest, so that it is parked where the
 * operator sees it. Its content is not in it. A key of its own, or what the department reports anew would wait for it.
 */
export function refusedRow(stream: StreamName, row: RawRow, { code, sentence }: RowRefusal): RawRow {
  const told = {
    $refused: sentence,
    $code: code,
    $key: shown(row.key),
    $bytes: row.body.length,
    $sha256: hash('sha256', row.body, 'hex'),
  };
  const own = JSON.stringify([stream, hash('sha256', row.key, 'hex').slice(0, 32)]);
  return {
    caseNumber: toCaseNumber(own),
    key: own,
    cursor: row.cursor,
    cursorAt: isDated(row.cursorAt) ? row.cursorAt : null,
    body: Buffer.from(JSON.stringify(told)),
    operation: 'put',
  };
}

/** A key as it may stand in a sentence. */
export function shown(key: string): string {
  const text = key.toWellFormed().replaceAll(/\p{Cc}/gu, '?');
  return text.length <= shownKey ? text : `${text.slice(0, shownKey)}…`;
}

const earliest = Date.parse('0001-01-01T00:00:00Z');
const latest = Date.parse('9999-12-31T23:59:59.999Z');

/** Whether an instant can be written down with a year of four digits. */
export function isDated(at: Date | null): boolean {
  return at === null || (at.getTime() >= earliest && at.getTime() <= latest);
}
