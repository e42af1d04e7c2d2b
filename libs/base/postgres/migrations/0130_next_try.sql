-- When a source at fault is tried next, and when a person asked for a try at once.
alter table intake.source add column next_try_at timestamptz;
alter table intake.health add column retry_asked_at timestamptz;

-- Which processes of the hub run: each says every few seconds how it is. A row that is silent belongs to a process that was killed or frozen.
create table ops.process (
  name       text        not null,
  instance   text        not null,
  started_at timestamptz not null default now(),
  seen_at    timestamptz not null default now(),
  stopped_at timestamptz,
  checks     jsonb       not null default '[]',
  primary key (name, instance)
) with (fillfactor = 50);
comment on table ops.process is '枢纽各进程的心跳';
