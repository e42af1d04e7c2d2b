-- Deadlines climb the ladder of their clause. `next_step` is the place in it that comes next, `next_at` when the sweeper must look
-- again: '-infinity' before the first look, 'infinity' while the step waits for an official calendar, null when nothing is left.
alter table feedback.deadline
  add column next_step smallint    not null default 0,
  add column next_at   timestamptz default '-infinity';
-- What was urged or missed under the old rule is not told again.
update feedback.deadline set next_step = 1 where urged_at is not null;
update feedback.deadline set next_at = null where state = 'missed' or due_at is null or not escalates and state <> 'open';
drop index feedback.deadline_due;
drop index feedback.deadline_urge;
alter table feedback.deadline drop column urged_at;
create index deadline_next on feedback.deadline (next_at)
  where met_at is null and state in ('open', 'missed') and next_at is not null;

-- A step of a ladder that was taken, once whoever swept. Append only. `planned_at` is when it was due, `fired_at` when it was taken.
create table feedback.fired_step (
  delivery_id uuid        not null references feedback.delivery (id),
  expects     text        not null,
  step        smallint    not null,
  planned_at  timestamptz not null,
  fired_at    timestamptz not null,
  action      text        not null check (action in ('remind', 'urge', 'supervise')),
  target      text        not null check (target in ('liaison', 'department', 'centre', 'leader')),
  colour      text        check (colour in ('yellow', 'red')),
  -- Whom it reached: departments as region.department, and the liaison's or leader's name where it is known.
  addressees  text[]      not null,
  -- How: in messages of its own, in a digest, or not any more because the due time had passed before a reminder could be sent.
  told        text        not null check (told in ('message', 'digest', 'overtaken')),
  messages    uuid[]      not null,
  primary key (delivery_id, expects, step)
);
create index fired_step_colour on feedback.fired_step (colour, delivery_id) where colour is not null;
