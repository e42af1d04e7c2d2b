import type { Tx } from '#base/contracts';
import { toOwed, type OwedDeadline, type OwedRow } from '../owed-deadline.js';

/**
 * Locks deadlines the sweeper must look at, the longest due first; what another sweeper holds is left to it. The columns come from
 * the locked rows themselves: read again by the statement's snapshot, they could be older than the lock.
 */
export async function claimDue(tx: Tx, now: Date, limit: number): Promise<readonly OwedDeadline[]> {
  const { rows } = await tx.query<OwedRow>(
    `with due as materialized (
       select delivery_id, expects, limit_amount, limit_unit, due_at, urge_at, escalates, state, next_step, next_at
         from feedback.deadline
        where met_at is null and state in ('open', 'missed') and next_at <= $1
        order by next_at
        limit $2
          for update skip locked
     )
     select d.id as "deliveryId", m.id as "messageId", m.kind, m.region, m.from_region as "fromRegion",
            m.from_department as "fromDepartment", d.region as "toRegion", d.department as "toDepartment", m.key,
            m.source, m.case_no as "caseNumber", m.item, m.clause_id as "clauseId", m.clause_version as "clauseVersion",
            due.expects, due.limit_amount as "limitAmount", due.limit_unit as "limitUnit", m.created_at as "startedAt",
            due.due_at as "dueAt", due.urge_at as "urgeAt", due.escalates, due.state, due.next_step as "nextStep"
       from due
       join feedback.delivery d on d.id = due.delivery_id
       join feedback.message m on m.id = d.message_id
      order by due.next_at, m.id, due.expects`,
    [now, limit],
  );
  return rows.map(toOwed);
}
