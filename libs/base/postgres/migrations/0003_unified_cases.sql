-- Every accepted revision with its raw body, byte for byte. `json`, not `jsonb`: the text is evidence.
create table unified.history (
  kind            text        not null,
  source          text        not null,
  case_no         text        not null,
  row_key         text        not null,
  revision        bigint      not null,
  content_hash    text        not null,
  outcome         text        not null check (outcome in ('put', 'older', 'conflict')),
  removed         boolean     not null,
  standard        text        not null,
  generation      text        not null,
  mapping_version text        not null,
  topic           text        not null,
  partition       int         not null,
  record_offset   bigint      not null,
  seen_at         timestamptz not null,
  body            json        not null
) partition by range (seen_at);
create index history_case on unified.history (case_no);
create table unified.history_default partition of unified.history default;

create function unified.ensure_history_partitions(first date, months int) returns void
language plpgsql as $$
declare
  start date := date_trunc('month', first);
begin
  for n in 0 .. months - 1 loop
    execute format(
      'create table if not exists unified.%I partition of unified.history for values from (%L) to (%L)',
      'history_' || to_char(start + make_interval(months => n), 'YYYYMM'),
      start + make_interval(months => n),
      start + make_interval(months => n + 1));
  end loop;
end
$$;

-- A doubt about a record that did not stop it.
create table unified.finding (
  id       bigint      generated always as identity primary key,
  source   text        not null,
  case_no  text        not null,
  kind     text        not null,
  row_key  text        not null,
  revision bigint      not null,
  code     text        not null,
  field    text        not null,
  sentence text        not null,
  seen_at  timestamptz not null
);
create index finding_case on unified.finding (case_no);

-- One row per case, derived from its records in the transaction that changes them.
create table unified.case_status (
  source          text        not null,
  case_no         text        not null,
  state           text        not null,
  result          text,
  result_removed  boolean     not null,
  decided_at      timestamptz,
  item_codes      text[]      not null,
  item_name       text,
  region          text,
  department_uscc text,
  department_name text,
  applied_at      timestamptz,
  accepted_at     timestamptz,
  promised_at     timestamptz,
  suspended_since timestamptz,
  missing         text[]      not null,
  route           text check (route in ('told', 'nobody', 'parked', 'waiting')),
  route_reason    text,
  waiting_since   timestamptz,
  first_seen_at   timestamptz not null,
  updated_at      timestamptz not null,
  -- The number first: people look for a case by its number alone.
  primary key (case_no, source)
) with (fillfactor = 80);
create index case_status_waiting on unified.case_status (waiting_since) where route = 'waiting';
