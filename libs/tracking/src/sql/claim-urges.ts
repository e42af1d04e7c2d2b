import type { Tx } from '#base/contracts';
import { toOwed, type OwedDeadline, type OwedRow } from '../owed-deadline.js';

/** Marks open deadlines that are due soon, each once whoever sweeps; what is past due already is missed, not urged. */
export async function claimUrges(tx: Tx, now: Date, limit: number): Promise<readonly OwedDeadline[]> {
  const { rows } = await tx.query<OwedRow>(
    `with soon as materialized (
       select delivery_id, expects
         from feedback.deadline
        where state = 'open' and urged_at is null and urge_at is not null and urge_at <= $1 and due_at >= $1
        order by urge_at
        limit $2
          for update skip locked
     ), claimed as (
       update feedback.deadline l
          set urged_at = $1
         from soon
        where l.delivery_id = soon.delivery_id and l.expects = soon.expects
       returning l.delivery_id, l.expects, l.due_at, l.escalates
     )
     select m.id as "messageId", m.kind, m.region, m.from_region as "fromRegion", m.from_department as "fromDepartment",
            d.region as "toRegion", d.department as "toDepartment", m.key, m.source, m.case_no as "caseNumber", m.item,
            c.expects, c.due_at as "dueAt", c.escalates
       from claimed c
       join feedback.delivery d on d.id = c.delivery_id
       join feedback.message m on m.id = d.message_id
      order by c.due_at, m.id, c.expects`,
    [now, limit],
  );
  return rows.map(toOwed);
}
