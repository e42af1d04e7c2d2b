-- Sources as setup loaded them. `digest` changes with the definition; a collector that sees it change starts over with the new one.
create table intake.source (
  id             text        primary key,
  name           text        not null,
  connector      text        not null,
  standard       text        not null,
  generation     text        not null,
  definition     jsonb       not null,
  digest         text        not null,
  version        int         not null default 1,
  enabled        boolean     not null default true,
  fault_code     text,
  fault_sentence text,
  faulted_at     timestamptz,
  loaded_at      timestamptz not null default now()
);

-- Who is collecting at all: sources are shared evenly among those seen lately.
create table intake.collector (
  owner   text        primary key,
  seen_at timestamptz not null
);

-- One row a source that is being read. Whoever holds it reads; it is free again at `held_until`.
create table intake.lease (
  source      text        primary key references intake.source (id),
  owner       text        not null,
  acquired_at timestamptz not null,
  held_until  timestamptz not null
);

-- How far each stream has been read. Moves by compare-and-set on `version` only, after the broker has the rows.
create table intake.checkpoint (
  source         text        not null references intake.source (id),
  stream         text        not null,
  number         int         generated always as identity unique,
  mode           text        not null,
  cursor         jsonb,
  cursor_at      timestamptz,
  version        bigint      not null default 0,
  pass           bigint      not null default 0,
  rows_read      bigint      not null default 0,
  rows_published bigint      not null default 0,
  rows_repeated  bigint      not null default 0,
  rows_vanished  bigint      not null default 0,
  bytes          bigint      not null default 0,
  progress_at    timestamptz,
  drained_at     timestamptz,
  drained_until  timestamptz,
  primary key (source, stream)
) with (fillfactor = 50);

-- From taking the lease to giving it up: what was read and how it ended.
create table intake.run (
  id             bigint      generated always as identity primary key,
  source         text        not null references intake.source (id),
  owner          text        not null,
  version        int         not null,
  started_at     timestamptz not null,
  ended_at       timestamptz,
  outcome        text        not null default 'running' check (outcome in ('running', 'stopped', 'retried', 'faulted', 'abandoned')),
  polls          bigint      not null default 0,
  rows_read      bigint      not null default 0,
  rows_published bigint      not null default 0,
  rows_repeated  bigint      not null default 0,
  bytes          bigint      not null default 0,
  fault_code     text,
  fault_sentence text
) with (fillfactor = 50);
create index run_of_source on intake.run (source, id);

-- What was published of the rows that will be read again: digests of key and content, by cursor time.
-- In this order a first load appends, a second look reads a range, and forgetting deletes one.
create table intake.seen (
  stream    int         not null,
  cursor_at timestamptz not null,
  row_key   uuid        not null,
  hash      uuid        not null,
  primary key (stream, cursor_at, row_key)
);

-- Streams read whole: the row as last published, and the last pass that met it. What a complete pass missed is gone.
create table intake.snapshot (
  stream  int    not null,
  row_key text   not null,
  case_no text   not null,
  hash    uuid   not null,
  pass    bigint not null,
  primary key (stream, row_key)
) with (fillfactor = 80);
