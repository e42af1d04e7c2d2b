-- What reading cost a department's system, by day of the source's own time zone.
create table intake.cost (
  source       text   not null references intake.source (id),
  day          date   not null,
  requests     bigint not null default 0,
  rows         bigint not null default 0,
  bytes        bigint not null default 0,
  busy_ms      bigint not null default 0,
  longest_ms   bigint not null default 0,
  throttled_ms bigint not null default 0,
  primary key (source, day)
) with (fillfactor = 50);

-- What a collector knows of a source beside its checkpoints: the breaker, what it waits for, and how hard it presses.
create table intake.health (
  source       text          primary key references intake.source (id),
  failures     timestamptz[] not null default '{}',
  openings     int           not null default 0,
  open_until   timestamptz,
  trial        boolean       not null default false,
  closed_until timestamptz,
  pace         float8        not null default 1,
  throttled_at timestamptz
) with (fillfactor = 50);
