-- The lists of the governing document as data: guidance catalogue, what transfer lists say of themselves, duty boundaries; and what
-- clauses learned to state: direction, several targets, materials, the reminder and escalation ladder, the technical-support procedure.

-- A version of a list as it was published. `first_digest` says what its entries were when it came, `digest` what they are now.
create table policy.list (
  id           int     generated always as identity primary key,
  kind         text    not null check (kind in ('guidance-catalogue', 'transfer-list', 'boundary-list')),
  region       text    not null,
  version      text    not null,
  title        text    not null,
  adopted_by   text,
  adopted_on   date,
  published_on date,
  filed_on     date,
  copies_to    text[]  not null,
  first_digest text    not null,
  digest       text    not null,
  current      boolean not null,
  unique nulls not distinct (kind, region, version, published_on)
);

-- 指导目录: items that bureaus of the named levels are asked to take over.
create table policy.guidance_item (
  region text   not null,
  item   text   not null references policy.item (code),
  levels text[] not null check (cardinality(levels) > 0),
  primary key (region, item)
);

alter table policy.transfer add column level text not null default 'city';
update policy.transfer set level = case when region like '%0000' then 'provincial' when region like '%00' then 'city' else 'county' end;
alter table policy.transfer add column own_choice boolean not null default false;
alter table policy.retained add column because text not null default 'other'
  check (because in ('no-authority', 'other-level', 'other'));

-- 职责边界清单: who approves, who supervises, who enforces, who changes standards and procedures. Parties are {region, department}.
create table policy.boundary (
  region     text  not null,
  item       text  not null references policy.item (code),
  approves   jsonb not null,
  supervises jsonb not null check (jsonb_array_length(supervises) > 0),
  enforces   jsonb not null check (jsonb_array_length(enforces) > 0),
  standards  jsonb not null,
  commitment text,
  duties     text  not null,
  valid_from date  not null,
  valid_to   date,
  primary key (region, item, valid_from),
  check (valid_to >= valid_from)
);

-- Clauses loaded before meant one target, from the approval bureau, an urge before the due time and the centre told once it is missed.
alter table policy.clause add column direction text not null default 'approval-to-supervision'
  check (direction in ('approval-to-supervision', 'supervision-to-approval'));
alter table policy.clause add column targets jsonb;
alter table policy.clause add column materials text[] not null default '{}';
alter table policy.clause add column ladder jsonb;
alter table policy.clause add column support text;
update policy.clause
   set targets = jsonb_build_array(jsonb_build_object('region', to_region, 'department', to_department)),
       ladder = jsonb_build_array(
         jsonb_build_object('offset', -urge_amount, 'unit', case urge_amount when 0 then 'workingDay' else urge_unit end,
                            'action', 'urge', 'target', 'department', 'colour', null),
         jsonb_build_object('offset', 0, 'unit', 'workingDay', 'action', 'supervise', 'target', 'centre', 'colour', null));
alter table policy.clause alter column targets set not null;
alter table policy.clause alter column ladder set not null;
alter table policy.clause add check (jsonb_array_length(targets) > 0 and jsonb_array_length(ladder) > 0);

-- What an edition was made of, word for word. Editions loaded before this migration have no documents.
alter table policy.edition add column origin text not null default 'files' check (origin in ('files', 'approval'));
create table policy.document (
  digest text primary key,
  text   text not null
);
create table policy.edition_document (
  edition int  not null references policy.edition (number),
  path    text not null,
  digest  text not null references policy.document (digest),
  primary key (edition, path)
);
