import type { HubError, Queryable, SourceId } from '#base/contracts';

/** What follows a fault: `inMs` until the next try; `resting` leaves the source to no collector until then. */
export interface NextTry {
  readonly inMs: number;
  readonly resting: boolean;
}

/**
 * Shows a source's fault beside it, with its next try, and among what is parked, where it stands open while it lasts; with null both are
 * settled. Faults of the hub's own servers say nothing about the source and are not parked.
 */
export async function noteFault(
  database: Queryable,
  source: SourceId,
  fault: HubError | null,
  next: NextTry | null,
): Promise<void> {
  const { inMs, resting } = next ?? { inMs: null, resting: false };
  const { stream } = fault?.facts ?? {};
  await database.query(
    `with noted as (
       update intake.source
          set fault_code = $2, fault_sentence = $3, faulted_at = case when $4 then now() end,
              next_try_at = now() + $7 * interval '1 millisecond'
        where id = $1 and ($2::text is not null or fault_code is not null)
     ), settled as (
       update ops.parked set state = 'released', settled_at = now()
        where $2::text is null and cause = 'fetch' and subject = $1 and state = 'parked'
     )
     insert into ops.parked as held (parked_at, cause, subject, code, sentence, source, stream)
     select now(), 'fetch', $1, $2, $3, $1, $5 where $6
         on conflict (cause, subject) where subject is not null and state = 'parked' do update
        set code = excluded.code, sentence = excluded.sentence, stream = excluded.stream,
            attempts = held.attempts + 1`,
    [
      source,
      fault?.code ?? null,
      fault?.sentence ?? null,
      resting,
      typeof stream === 'string' ? stream : null,
      fault !== null && concernsSource(fault),
      inMs,
    ],
  );
}

function concernsSource({ code, remedy }: HubError): boolean {
  return code.startsWith('HUB_SOURCE_') || remedy === 'stop';
}
