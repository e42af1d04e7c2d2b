import type { MessageKind, PlannedDeadline, PlannedMessage, Tx } from '#base/contracts';
import { textArray } from '#base/postgres';

interface Row {
  readonly message: PlannedMessage;
  readonly deadline: PlannedDeadline;
}

const remindersOfOthers: ReadonlySet<MessageKind> = new Set(['urge', 'supervise']);

/** What each delivery owes and by when; without an official calendar the state says so and there is no date. The sweeper plans the ladder. */
export async function insertDeadlines(tx: Tx, messages: readonly PlannedMessage[]): Promise<void> {
  const rows = messages.flatMap((message): readonly Row[] =>
    message.deadlines.map((deadline) => ({ message, deadline })),
  );
  const column = (value: (row: Row) => string | number | boolean | null): Buffer =>
    textArray(rows.map(value));
  await tx.query(
    `insert into feedback.deadline
       (delivery_id, expects, limit_amount, limit_unit, due_at, no_calendar_year, calendar_version, urge_at,
        escalates, state, next_at)
     select planned.*, case when planned.due_at is null then 'no_calendar' else 'open' end,
            case when planned.escalates and planned.due_at is not null then '-infinity'
                 else planned.due_at + interval '1 millisecond' end
       from unnest($1::text[]::uuid[], $2::text[], $3::text[]::int[], $4::text[], $5::text[]::timestamptz[], $6::text[]::int[], $7::text[],
                   $8::text[]::timestamptz[], $9::text[]::boolean[])
         as planned (delivery_id, expects, limit_amount, limit_unit, due_at, no_calendar_year, calendar_version,
                     urge_at, escalates)`,
    [
      column(({ message }) => message.deliveryId),
      column(({ deadline }) => deadline.expects),
      column(({ deadline }) => deadline.limit.amount),
      column(({ deadline }) => deadline.limit.unit),
      column(({ deadline: { due } }) => (due.state === 'due' ? due.at.toISOString() : null)),
      column(({ deadline: { due } }) => (due.state === 'due' ? null : due.year)),
      column(({ deadline }) => deadline.due.calendarVersion),
      column(({ deadline }) => deadline.urgeAt?.toISOString() ?? null),
      column(({ message }) => !remindersOfOthers.has(message.kind)),
    ],
  );
}
