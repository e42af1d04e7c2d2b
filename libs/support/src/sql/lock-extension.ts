import type { Tx } from '#base/contracts';

/** A wish for more time that nobody has decided about, with its deadline locked. */
export interface OpenExtension {
  readonly support: string;
  readonly askedIn: string;
  readonly deliveryId: string;
  /** YYYY-MM-DD. */
  readonly extendTo: string;
  readonly dueAt: Date | null;
  readonly deadlineState: string;
}

/** The undecided wish of a request, if any; the deadline stays locked until the transaction ends, so that no sweeper fires it meanwhile. */
export async function lockExtension(tx: Tx, support: string): Promise<OpenExtension | null> {
  const { rows } = await tx.query<OpenExtension>(
    `with wish as materialized (
       select id, extension_message, delivery_id, extend_to from feedback.support_overview
        where id::text = $1 and stage = 'EXTENSION'
     )
     select w.id as support, w.extension_message as "askedIn", w.delivery_id as "deliveryId",
            to_char(w.extend_to, 'YYYY-MM-DD') as "extendTo", l.due_at as "dueAt", l.state as "deadlineState"
       from wish w
       join feedback.deadline l on l.delivery_id = w.delivery_id and l.expects = 'answered'
        for update of l`,
    [support],
  );
  return rows[0] ?? null;
}
