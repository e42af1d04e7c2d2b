-- 隔离, finished: one place for the failures of every stage. A record has one open row, whichever stage refuses it; what cannot be
-- attributed to a record (a source that cannot be read, a message that cannot be sent) has one by its subject.
alter table ops.parked drop constraint parked_cause_check;
alter table ops.parked drop constraint parked_topic_partition_record_offset_cause_key;
update ops.parked
   set cause = case when cause = 'reply' then 'receipt'
                    when code = 'HUB_RAW_MALFORMED' then 'parse'
                    when code = 'HUB_RECORD_REFUSED' then 'put'
                    when code in ('HUB_STREAM_UNKNOWN', 'HUB_GENERATION_UNKNOWN', 'HUB_CODE_UNKNOWN', 'HUB_REGION_UNKNOWN') then 'map'
                    else 'validate' end
 where cause in ('map', 'reply');
alter table ops.parked
  add constraint parked_cause_check
    check (cause in ('fetch', 'parse', 'map', 'validate', 'put', 'route', 'publish', 'receipt', 'waiting')),
  alter column topic drop not null,
  alter column partition drop not null,
  alter column record_offset drop not null,
  -- What failed where no record is known: a source, a delivery.
  add column subject text,
  -- The record as it was read, when a person corrected it; `body` is the corrected one.
  add column original text,
  add column corrected_at timestamptz,
  add column corrected_by text,
  add column corrected_fields text;
create unique index parked_record on ops.parked (topic, partition, record_offset) where state in ('parked', 'releasing');
create unique index parked_subject on ops.parked (cause, subject) where subject is not null and state = 'parked';
create index parked_key on ops.parked (source, case_no) where state in ('parked', 'releasing');
create index parked_waiting on ops.parked (id) where cause = 'waiting' and state = 'parked';
create index parked_corrected on ops.parked (source, case_no) where corrected_at is not null;
drop index ops.parked_open;

-- Codes an operator added to a source's mapping: what a department writes → what it means. The mapping document's own meaning goes first.
create table intake.code_addition (
  source    text        not null,
  stream    text        not null,
  field     text        not null,
  raw       text        not null,
  canonical text        not null,
  added_at  timestamptz not null,
  added_by  text        not null,
  why       text        not null,
  primary key (source, stream, field, raw)
);
