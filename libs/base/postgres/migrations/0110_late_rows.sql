-- What a source had on each day when it was last looked at: a day that has more now, or other keys at its ends, holds rows that came late.
-- Keys are null where the day was counted while it was read for the first time.
create table intake.day_count (
  stream    int    not null,
  day       text   not null,
  rows      bigint not null,
  first_key text,
  last_key  text,
  primary key (stream, day)
) with (fillfactor = 80);

-- When late rows were looked for last, and the first day that was not over then; how many were found so far.
alter table intake.checkpoint
  add column late_looked_at timestamptz,
  add column late_from text,
  add column rows_late bigint not null default 0;
