-- Due times that moved to another edition of the calendar, by whose choice and why. Append only.
create table feedback.moved_deadline (
  id            bigint      generated always as identity primary key,
  delivery_id   uuid        not null,
  expects       text        not null,
  from_due      timestamptz,
  to_due        timestamptz not null,
  from_calendar text        not null,
  to_calendar   text        not null,
  moved_at      timestamptz not null,
  moved_by      text        not null,
  why           text        not null
);
create index moved_deadline_delivery on feedback.moved_deadline (delivery_id);
