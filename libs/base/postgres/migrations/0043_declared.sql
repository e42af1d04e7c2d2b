-- The columns of each stream as its system declares them, beside what its rows show. Moves by compare-and-set on `version`.
create table intake.declared (
  source   text        not null references intake.source (id),
  stream   text        not null,
  version  int         not null default 1,
  columns  jsonb       not null,
  moved_at timestamptz not null,
  primary key (source, stream)
);

-- A difference may be seen in the declaration before any row shows it; one that both show is one difference.
alter table intake.drift
  add column declared_before jsonb,
  add column declared_after jsonb;
