import type { FaultCode, Queryable } from '#base/contracts';
import { textArray } from '#base/postgres';
import type { OutboxRow } from './claim-outbox.js';

/** A message that could not be sent, and when to try again. */
export interface FailedRow {
  readonly row: OutboxRow;
  readonly code: FaultCode;
  readonly sentence: string;
  readonly retryAt: Date;
}

/** Holds the rows until their next try and appends the failed attempts. */
export async function markFailed(
  database: Queryable,
  channel: string,
  failed: readonly FailedRow[],
  at: Date,
): Promise<void> {
  await database.query(
    `with failed as materialized (
       select *
         from unnest($1::text[]::uuid[], $2::text[]::smallint[], $3::text[]::bigint[], $4::text[]::timestamptz[], $5::text[], $6::text[])
           as failed (delivery_id, lane, seq, retry_at, fault_code, sentence)
     ), tried as (
       insert into feedback.attempt (delivery_id, at, channel, outcome, fault_code, sentence)
       select delivery_id, $7, $8, 'failed', fault_code, sentence from failed
     )
     update feedback.outbox o
        set attempts = o.attempts + 1, available_at = failed.retry_at
       from failed
      where o.lane = failed.lane and o.seq = failed.seq`,
    [
      textArray(failed.map(({ row }) => row.deliveryId)),
      textArray(failed.map(({ row }) => row.lane)),
      textArray(failed.map(({ row }) => row.seq)),
      textArray(failed.map(({ retryAt }) => retryAt.toISOString())),
      textArray(failed.map(({ code }) => code)),
      textArray(failed.map(({ sentence }) => sentence)),
      at,
      channel,
    ],
  );
}
