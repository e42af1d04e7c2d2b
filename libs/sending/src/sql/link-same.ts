import type { SupervisionKey, Tx } from '#base/contracts';
import { columnsOf } from './read-breaches.js';

/** The row of a breach that tells of a penalty decision, and the record that told of it before, if one did. */
export interface TellsOfPenalty {
  readonly id: string;
  readonly sameAs: SupervisionKey | null;
}

/**
 * Notes which breaches repeat a decision that another record told, and has those looked at again whose record tells it no longer. Rows
 * that are being decided beside it are passed over: they see the change themselves.
 */
export async function linkSame(tx: Tx, penalties: readonly TellsOfPenalty[], at: Date): Promise<void> {
  if (penalties.length === 0) return;
  const own = penalties.map(({ id }) => id);
  const linked = penalties.flatMap(({ id, sameAs }) => (sameAs === null ? [] : [{ id, to: sameAs }]));
  await tx.query(
    `update feedback.breach b
        set same_as = t.id, same_confirmed = b.same_confirmed and t.id is not null
       from unnest($1::text[]::bigint[]) as own (id)
       left join unnest($2::text[]::bigint[], $3::text[], $4::text[], $5::text[], $6::text[])
              as link (id, source, kind, record_no, row_key) on link.id = own.id
       left join feedback.breach t
              on t.source = link.source and t.kind = link.kind and t.record_no = link.record_no and t.row_key = link.row_key
      where b.id = own.id and b.same_as is distinct from t.id`,
    [own, linked.map(({ id }) => id), ...columnsOf(linked.map(({ to }) => to))],
  );
  await tx.query(
    `update feedback.breach
        set retry_at = $2
      where id in (select f.id from feedback.breach f join feedback.breach p on p.id = f.same_as
                    where p.id = any ($1::text[]::bigint[]) and f.state in ('linked', 'ambiguous')
                      and (p.state <> 'told' or p.decision_no is distinct from f.decision_no)
                    order by f.id
                      for update of f skip locked)`,
    [own, at],
  );
}
