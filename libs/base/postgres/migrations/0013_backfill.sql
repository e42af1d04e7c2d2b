-- A bounded part of a stream that is read once more, beside the live reading and under the same lease. The cursor is its checkpoint: it
-- moves by compare-and-set on `version`, after the broker has the rows.
create table intake.backfill (
  id             bigint      generated always as identity primary key,
  source         text        not null references intake.source (id),
  stream         text        not null,
  from_at        timestamptz,
  to_at          timestamptz,
  from_key       text,
  to_key         text,
  rows_per_second int        not null,
  -- Whether the one who asked wants departments told afterwards, once the count was seen.
  tell           boolean     not null default false,
  state          text        not null default 'requested'
                 check (state in ('requested', 'running', 'stopped', 'done', 'failed')),
  -- Rows from here on are the live reading's own; set when the first chunk is read.
  live_from      timestamptz,
  cursor         jsonb,
  cursor_at      timestamptz,
  version        bigint      not null default 0,
  chunks         bigint      not null default 0,
  rows_read      bigint      not null default 0,
  rows_published bigint      not null default 0,
  rows_repeated  bigint      not null default 0,
  rows_left      bigint      not null default 0,
  fault_code     text,
  fault_sentence text,
  requested_by   text        not null,
  requested_at   timestamptz not null,
  started_at     timestamptz,
  moved_at       timestamptz,
  ended_at       timestamptz,
  check ((from_at is null) = (to_at is null) and (from_key is null) = (to_key is null)
         and (from_at is null) <> (from_key is null))
) with (fillfactor = 50);
create index backfill_open on intake.backfill (source, id) where state in ('requested', 'running');
