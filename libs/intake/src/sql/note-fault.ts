import type { HubError, Queryable, SourceId } from '#base/contracts';

/**
 * Shows a source's fault beside it and among what is parked, where it stands open while it lasts; with null both are settled.
 * `resting` keeps collectors away for a while. Faults of the hub's own servers say nothing about the source and are not parked.
 */
export async function noteFault(
  database: Queryable,
  source: SourceId,
  fault: HubError | null,
  resting: boolean,
): Promise<void> {
  const { stream } = fault?.facts ?? {};
  await database.query(
    `with noted as (
       update intake.source
          set fault_code = $2, fault_sentence = $3, faulted_at = case when $4 then now() end
        where id = $1 and (fault_code, fault_sentence) is distinct from ($2, $3) or id = $1 and $4
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
    ],
  );
}

function concernsSource({ code, remedy }: HubError): boolean {
  return code.startsWith('HUB_SOURCE_') || remedy === 'stop';
}
