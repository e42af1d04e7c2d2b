-- What each stream looks like, learned from its rows: columns with type, length, emptiness and codes. Moves by compare-and-set on `version`.
create table intake.contract (
  source     text        not null references intake.source (id),
  stream     text        not null,
  version    int         not null default 1,
  sampled    bigint      not null,
  columns    jsonb       not null,
  learned_at timestamptz not null,
  primary key (source, stream)
);

-- Where what is read differs from the contract. What only adds or widens is noted and passes; the rest is open until a person accepts it
-- or it goes away again.
create table intake.drift (
  id         bigint      generated always as identity primary key,
  source     text        not null references intake.source (id),
  stream     text        not null,
  kind       text        not null check (kind in ('additive', 'widening', 'narrowing', 'renamed', 'missing', 'type', 'codes')),
  col        text        not null,
  before     jsonb,
  after      jsonb,
  renamed_to text,
  state      text        not null check (state in ('noted', 'open', 'accepted', 'withdrawn')),
  found_at   timestamptz not null,
  seen_at    timestamptz not null,
  settled_at timestamptz,
  settled_by text,
  why        text
);
create unique index drift_open on intake.drift (source, stream, kind, col) where state = 'open';
create index drift_of_source on intake.drift (source, id);
