-- Rows of a stream older than this instant of the source's clock belong to its first load, which tells nobody unless the source says so.
alter table intake.checkpoint add column tell_from timestamptz;

-- Why the record tells nobody (`first-load`, `backfill-<id>`); a release keeps it.
alter table ops.parked add column quiet text;

alter table unified.case_status drop constraint case_status_route_check;
alter table unified.case_status add constraint case_status_route_check
  check (route in ('told', 'nobody', 'parked', 'waiting', 'quiet'));

-- 未告知: what departments would have been told, had the case not come by a first load or a backfill. Kept true as the case moves on;
-- written as messages only when a person asks for it.
create table feedback.withheld (
  source         text        not null,
  case_no        text        not null,
  region         text        not null,
  department     text        not null,
  message_id     uuid        not null,
  item           text,
  clause_id      text,
  clause_version int,
  body           json        not null,
  reason         text        not null,
  noted_at       timestamptz not null,
  asked_at       timestamptz,
  asked_by       text,
  primary key (source, case_no, region, department)
);
create index withheld_asked on feedback.withheld (source, case_no) where asked_at is not null;
