-- When a backfill was last begun or resumed, and how many rows it had then: its pace, and how long it may still take, leave out the time it stood.
alter table intake.backfill
  add column resumed_at   timestamptz,
  add column resumed_rows bigint not null default 0;
update intake.backfill set resumed_at = started_at where state = 'running';
