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

/** Holds the rows until their next try, appends the failed attempts and shows the messages among what is parked until they are delivered. */
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
     ), shown as (
       insert into ops.parked as shown (parked_at, cause, subject, code, sentence, source, stream, case_no)
       select $7, 'publish', f.delivery_id::text, f.fault_code, f.sentence, w.region || '.' || w.department, 'feedback', w.key
         from failed f
         join feedback.outbox w on w.lane = f.lane and w.seq = f.seq
           on conflict (cause, subject) where subject is not null and state = 'parked' do update
          set code = excluded.code, sentence = excluded.sentence, attempts = shown.attempts + 1
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
