import type { Tx } from '#base/contracts';
import type { DeadlineMove } from './select-counted-deadlines.js';

/** Moves due times that are still what they were when asked; each move is a fact, and the sweeper plans the rest of the ladder anew. */
export async function moveDeadlines(
  tx: Tx,
  moves: readonly DeadlineMove[],
  choice: { readonly by: string; readonly why: string; readonly at: Date },
): Promise<number> {
  const { rowCount } = await tx.query(
    `with asked as (
       select * from jsonb_to_recordset($1::jsonb) as asked
         ("deliveryId" uuid, expects text, "dueAt" timestamptz, "toDueAt" timestamptz, "toCalendar" text)
     ), held as materialized (
       select l.delivery_id, l.expects, l.due_at, l.calendar_version, asked."toDueAt", asked."toCalendar"
         from feedback.deadline l
         join asked on asked."deliveryId" = l.delivery_id and asked.expects = l.expects
        where l.state in ('open', 'no_calendar') and l.met_at is null and l.due_at is not distinct from asked."dueAt"
          for update of l
     ), moved as (
       update feedback.deadline l
          set due_at = held."toDueAt", no_calendar_year = null, calendar_version = held."toCalendar", state = 'open',
              urge_at = l.urge_at + (held."toDueAt" - l.due_at), next_at = '-infinity'
         from held
        where l.delivery_id = held.delivery_id and l.expects = held.expects
     )
     insert into feedback.moved_deadline
       (delivery_id, expects, from_due, to_due, from_calendar, to_calendar, moved_at, moved_by, why)
     select delivery_id, expects, due_at, "toDueAt", calendar_version, "toCalendar", $2, $3, $4 from held`,
    [JSON.stringify(moves), choice.at, choice.by, choice.why],
  );
  return rowCount;
}
