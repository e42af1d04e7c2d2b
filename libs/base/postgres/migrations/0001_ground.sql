create schema policy;
create schema intake;
create schema unified;
create schema feedback;

-- Where each consumer of each partition stands. Locked for the length of a batch, so a second worker
-- or a repeated batch finds its messages already behind it. The counts belong to the same commit.
create table ops.fence (
  consumer    text        not null,
  topic       text        not null,
  partition   int         not null,
  next_offset bigint      not null,
  taken       bigint      not null default 0,
  unified     bigint      not null default 0,
  unchanged   bigint      not null default 0,
  parked      bigint      not null default 0,
  moved_at    timestamptz not null default now(),
  primary key (consumer, topic, partition)
);

-- 隔离: what the hub refuses to guess about. The row keeps the whole raw message, so a release needs no broker.
create table ops.parked (
  id            bigint      generated always as identity primary key,
  cause         text        not null check (cause in ('parse', 'map', 'route', 'reply')),
  code          text        not null,
  field         text,
  sentence      text        not null,
  source        text        not null,
  stream        text,
  case_no       text,
  standard      text,
  generation    text,
  topic         text        not null,
  partition     int         not null,
  record_offset bigint      not null,
  hash          text,
  read_at       timestamptz,
  operation     text        not null default 'put',
  body          text,
  state         text        not null default 'parked' check (state in ('parked', 'releasing', 'released', 'discarded')),
  attempts      int         not null default 0,
  parked_at     timestamptz not null,
  settled_at    timestamptz,
  settled_by    text,
  reason        text,
  unique (topic, partition, record_offset, cause)
);
create index parked_open on ops.parked (source, case_no) where state = 'parked';
create index parked_releasing on ops.parked (topic, partition, record_offset) where state = 'releasing';

-- What people do, kept at least six months (网络安全法 art. 21).
create table ops.audit (
  id       bigint      generated always as identity primary key,
  at       timestamptz not null,
  actor    text        not null,
  action   text        not null,
  subject  text        not null,
  detail   jsonb       not null default '{}'
);
