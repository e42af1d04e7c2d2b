-- A fence belongs to one incarnation of a topic: its id, new when a topic is deleted and made anew. Null until it was first compared.
-- published_at is the broker's time of the last message before the fence: when what lies at the fence was published at the earliest.
alter table ops.fence
  add column topic_id     text,
  add column published_at timestamptz;

-- 位点变动: what a fence met that is not where it was: the topic made anew, messages gone before they were read, a log that went back.
create table ops.position_change (
  id          bigint      generated always as identity primary key,
  consumer    text        not null,
  topic       text        not null,
  partition   int         not null,
  kind        text        not null check (kind in ('recreated', 'lost', 'truncated')),
  -- The offsets that are not there: from, and the one after the last; null where nobody knows how many.
  from_offset bigint      not null,
  to_offset   bigint,
  old_topic   text,
  new_topic   text        not null,
  -- When what is missing was published, as far as it is known.
  from_at     timestamptz,
  to_at       timestamptz,
  noted_at    timestamptz not null default now(),
  settled_at  timestamptz,
  settled_by  text,
  why         text
);
create index position_change_open on ops.position_change (topic) where settled_at is null;
