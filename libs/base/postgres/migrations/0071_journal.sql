-- 访问日志: who asked the API for what, and whether it was allowed: every change, every refusal, every look at records of persons. A
-- partition a month, so that what is older than the time it must be kept (at least six months, 网络安全法 art. 21) goes in one step.
create table access.journal (
  at         timestamptz not null,
  actor      text        not null,
  role       text,
  method     text        not null,
  route      text        not null,
  address    text        not null,
  subject    text,
  purpose    text,
  revealed   boolean     not null,
  outcome    text        not null check (outcome in ('allowed', 'denied')),
  denial     text
) partition by range (at);
create index journal_at on access.journal (at desc);
create index journal_actor on access.journal (actor, at desc);
create table access.journal_default partition of access.journal default;

create function access.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'access.journal is append only';
end
$$;
create trigger journal_append_only before update or delete on access.journal
  for each row execute function access.refuse_change();

-- Makes the partitions of the coming months, and drops those that ended before `kept_since`; answers how many it dropped.
create function access.keep_journal(today date, kept_since date) returns int
language plpgsql as $$
declare
  start   date := date_trunc('month', today);
  old     record;
  dropped int := 0;
begin
  for n in 0 .. 2 loop
    execute format(
      'create table if not exists access.%I partition of access.journal for values from (%L) to (%L)',
      'journal_' || to_char(start + make_interval(months => n), 'YYYYMM'),
      start + make_interval(months => n),
      start + make_interval(months => n + 1));
  end loop;
  for old in
    select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
     where i.inhparent = 'access.journal'::regclass and c.relname ~ '^journal_\d{6}$'
       and to_date(right(c.relname, 6), 'YYYYMM') + interval '1 month' <= kept_since
  loop
    execute format('drop table access.%I', old.relname);
    dropped := dropped + 1;
  end loop;
  return dropped;
end
$$;
-- Two processes must not make the same partition at once; the first months are there before anybody asks.
select access.keep_journal(current_date, current_date);
