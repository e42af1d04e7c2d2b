-- 数据源的一生: draft → checked → previewed → enabled ⇄ paused → retired. Only an enabled source is read, so `enabled` follows the state.
alter table intake.source
  add column state text not null default 'draft'
    check (state in ('draft', 'checked', 'previewed', 'enabled', 'paused', 'retired')),
  add column state_at   timestamptz not null default now(),
  -- Since when the configuration no longer has it.
  add column removed_at timestamptz;

update intake.source
   set state = case when enabled then 'enabled' else 'retired' end,
       removed_at = case when not enabled then now() end;

alter table intake.source drop column enabled;
alter table intake.source add column enabled boolean generated always as (state = 'enabled') stored;

-- Every edition of a source's definition. `document` is the YAML as written; null where it was loaded before editions were kept.
create table intake.source_version (
  id         text        not null references intake.source (id),
  version    int         not null check (version > 0),
  definition jsonb       not null,
  digest     text        not null,
  document   text,
  applied_at timestamptz not null,
  applied_by text        not null,
  why        text        not null,
  primary key (id, version)
);

insert into intake.source_version (id, version, definition, digest, applied_at, applied_by, why)
select id, version, definition, digest, loaded_at, 'setup', '升级前已在运行' from intake.source;

create index audit_subject on ops.audit (subject, id);
