-- Policy: who approves, who supervises, what must be told to whom by when. Written only by loading the documents in config,
-- one edition at a time. Nothing that a message may refer to is ever deleted: `current` says whether the newest edition still has it.

create table policy.edition (
  number    int         generated always as identity primary key,
  digest    text        not null,
  loaded_at timestamptz not null default now()
);

create table policy.department (
  region     text    not null,
  department text    not null,
  name       text    not null,
  uscc       text    not null,
  role       text    not null check (role in ('approval', 'supervision')),
  partitions int     not null check (partitions > 0),
  liaison    text    not null,
  current    boolean not null,
  primary key (region, department)
);

-- 事项, under the hub's own code; every other code is an alias.
create table policy.item (
  code    text    primary key,
  name    text    not null,
  current boolean not null
);

create table policy.item_alias (
  code   text not null,
  system text not null check (system in
           ('nationalCatalogCode', 'nationalTaskCode', 'localCatalogCode', 'localTaskCode', 'editorialCode')),
  item   text not null references policy.item (code),
  primary key (code, system)
);

-- 关联事项: transferred together (一链办理).
create table policy.item_link (
  item   text not null references policy.item (code),
  linked text not null references policy.item (code),
  primary key (item, linked)
);

-- 划转清单: the approval bureau of the region exercises the item between the dates, both inclusive.
create table policy.transfer (
  region     text not null,
  item       text not null references policy.item (code),
  list       text not null,
  valid_from date not null,
  valid_to   date,
  primary key (region, item, valid_from),
  check (valid_to >= valid_from)
);

-- Listed and known, but left with the department.
create table policy.retained (
  region text not null,
  item   text not null references policy.item (code),
  reason text not null,
  primary key (region, item)
);

-- 审管衔接备忘录 between the approval bureau of a region and one supervising department.
create table policy.memorandum (
  id          text    primary key,
  title       text    not null,
  region      text    not null,
  approval    text    not null,
  to_region   text    not null,
  supervision text    not null,
  signed_on   date    not null,
  current     boolean not null
);

-- 条款: an edition of a clause never changes but for the day it ends.
create table policy.clause (
  id              text    not null,
  version         int     not null check (version > 0),
  memorandum      text    not null references policy.memorandum (id),
  region          text    not null,
  item            text    not null references policy.item (code),
  kind            text    not null,
  from_department text    not null,
  to_region       text    not null,
  to_department   text    not null,
  profile         text[]  not null check (cardinality(profile) > 0),
  claim_mode      text    not null check (claim_mode in ('explicit', 'onDelivery')),
  claim_amount    int     not null check (claim_amount > 0),
  claim_unit      text    not null check (claim_unit in ('workingDay', 'naturalDay', 'hour', 'minute')),
  receipts        text[]  not null check (cardinality(receipts) > 0),
  answer_amount   int     check (answer_amount > 0),
  answer_unit     text    check (answer_unit in ('workingDay', 'naturalDay', 'hour', 'minute')),
  urge_amount     int     not null check (urge_amount >= 0),
  urge_unit       text    not null check (urge_unit in ('workingDay', 'naturalDay', 'hour', 'minute')),
  valid_from      date    not null,
  valid_to        date,
  boundary        text    not null,
  note            text,
  digest          text    not null,
  current         boolean not null,
  primary key (id, version),
  foreign key (to_region, to_department) references policy.department (region, department),
  check ((answer_amount is null) = (answer_unit is null)),
  check (valid_to >= valid_from)
);
create index clause_item on policy.clause (region, item) where current;

-- The working-day calendar as loaded; deadlines name the version they were counted with.
create table policy.calendar (
  version         text    primary key,
  published_from  date    not null,
  published_until date    not null,
  years           jsonb   not null,
  regions         jsonb   not null,
  digest          text    not null,
  current         boolean not null
);
create unique index calendar_current on policy.calendar (current) where current;
