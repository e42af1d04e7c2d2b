import type { Tx } from '#base/contracts';

/** Marks a difference as accepted and writes it to the audit. */
export async function settleDrift(tx: Tx, id: string, by: string, why: string, at: Date): Promise<void> {
  await tx.query(
    `with settled as (
       update intake.drift
          set state = 'accepted', settled_at = $4, settled_by = $2, why = $3
        where id = $1
       returning id, source, stream, kind, col
     )
     insert into ops.audit (at, actor, action, subject, detail)
     select $4, $2, 'drift.accept', source,
            jsonb_build_object('drift', id, 'stream', stream, 'kind', kind, 'column', col, 'why', $3::text)
       from settled`,
    [id, by, why, at],
  );
}
