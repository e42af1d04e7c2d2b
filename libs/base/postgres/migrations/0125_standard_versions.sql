-- Mapping documents are in force by version, like definitions of sources: what a file says counts from when it is applied, and every version that
-- was ever applied stays, so that a record's mapping can be looked up years later.
create table intake.standard_version (
  name       text        not null,
  version    int         not null check (version > 0),
  path       text        not null,
  -- The YAML as written; null where this version takes the document out of force.
  document   text,
  -- Of the content, comments and layout aside.
  digest     text        not null,
  -- The mapping version that records carry where their source adds no rules and no codes of its own.
  mapping    text,
  applied_at timestamptz not null,
  applied_by text        not null,
  why        text        not null,
  primary key (name, version)
);

-- Which stored version stands behind the mapping version that a record carries, with what its source added.
create table intake.mapping_version (
  mapping  text        not null,
  source   text        not null,
  stream   text        not null,
  name     text        not null,
  version  int         not null,
  noted_at timestamptz not null,
  primary key (mapping, source, stream),
  foreign key (name, version) references intake.standard_version (name, version)
);

comment on table intake.standard_version is '映射文件的各个版本；每个名称最大的一版生效';
comment on table intake.mapping_version is '统一记录所带的映射版本出自哪一份映射文件的哪一版';
