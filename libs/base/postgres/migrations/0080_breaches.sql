-- 监管事项目录编码 is one more code a licensing item is known by: supervision data names what was checked by it.
alter table policy.item_alias drop constraint item_alias_system_check;
alter table policy.item_alias add constraint item_alias_system_check check (system in
  ('nationalCatalogCode', 'nationalTaskCode', 'localCatalogCode', 'localTaskCode', 'editorialCode', 'supervisionCode'));

-- Who holds what a case granted: supervision data is matched to licences by it.
alter table unified.case_status add column holder_id text, add column holder_name text;
update unified.case_status s
   set (holder_id, holder_name) =
       (select coalesce(a.applicant_id, c.applicant_id), coalesce(a.applicant_name, c.applicant_name)
          from (select 1) one
          left join unified.application a on a.source = s.source and a.case_no = s.case_no and a.row_key = ''
          left join lateral (
            select * from unified.acceptance x where x.source = s.source and x.case_no = s.case_no
             order by x.removed, x.accepted_at desc nulls last, x.row_key desc limit 1) c on true);
create index case_status_holder on unified.case_status (holder_id) where result = 'GRANTED';
create index case_status_holder_name on unified.case_status (holder_name) where result = 'GRANTED';

-- 监管发现: an inspection that found a breach, a penalty, an enforcement measure. One row a record, with whom it concerns.
create table feedback.breach (
  id          bigint      generated always as identity primary key,
  source      text        not null,
  kind        text        not null,
  record_no   text        not null,
  row_key     text        not null,
  revision    bigint      not null,
  holder_id   text,
  holder_name text,
  state       text        not null check (state in ('told', 'nobody', 'ambiguous', 'waiting', 'quiet', 'withdrawn', 'dismissed')),
  -- Why it stands so, in one Chinese sentence without personal data.
  reason      text        not null,
  -- The cases among which a person has to choose: [{"source", "caseNumber"}].
  candidates  json        not null default '[]',
  noted_at    timestamptz not null,
  -- How often it was looked at without a match; a first miss is looked at once more, since its licence may be in a commit beside it.
  misses      integer     not null default 0,
  retry_at    timestamptz,
  -- What a person decided, for this revision and, where cases were chosen, for later ones.
  chosen      json,
  decided_by  text,
  why         text,
  decided_at  timestamptz,
  unique (source, kind, record_no, row_key)
);
create index breach_retry on feedback.breach (retry_at) where retry_at is not null;
create index breach_holder on feedback.breach (holder_id) where state in ('nobody', 'ambiguous');
create index breach_open on feedback.breach (state, noted_at) where state <> 'told';
create index breach_record on feedback.breach (record_no);

-- The granting cases a breach was found to concern.
create table feedback.breach_case (
  breach_id bigint not null references feedback.breach (id),
  source    text   not null,
  case_no   text   not null,
  primary key (source, case_no, breach_id)
);
create index breach_case_breach on feedback.breach_case (breach_id);

-- The latest message each department had about a breach.
create table feedback.breach_told (
  breach_id  bigint not null references feedback.breach (id),
  region     text   not null,
  department text   not null,
  message_id uuid   not null,
  primary key (breach_id, region, department)
);
