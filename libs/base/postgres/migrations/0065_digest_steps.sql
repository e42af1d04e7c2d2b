-- One row for a step of one time that one recipient hears of, for however many deadlines: a digest is counted from its entries alone, and
-- what waits for it is no longer looked up step by step. Breaks: columns of feedback.digest_entry.
alter table feedback.digest_entry rename to digest_entry_before;
alter index feedback.digest_entry_pkey rename to digest_entry_before_pkey;
alter index feedback.digest_entry_waiting rename to digest_entry_before_waiting;
alter table feedback.digest_entry_before rename constraint digest_entry_because_check to digest_entry_before_because_check;

create table feedback.digest_entry (
  id          bigint      generated always as identity primary key,
  region      text        not null,
  department  text        not null,
  because     text        not null check (because in ('away', 'quiet', 'budget')),
  expects     text        not null,
  step        smallint    not null,
  planned_at  timestamptz not null,
  action      text        not null,
  colour      text,
  deliveries  uuid[]      not null,
  queued_at   timestamptz not null,
  -- The message that told it, null while it waits.
  digest      uuid
);
create index digest_entry_waiting on feedback.digest_entry (region, department) where digest is null;

insert into feedback.digest_entry
  (region, department, because, expects, step, planned_at, action, colour, deliveries, queued_at, digest)
select e.region, e.department, e.because, f.expects, f.step, f.planned_at, f.action, f.colour,
       array_agg(f.delivery_id order by f.delivery_id), e.queued_at, e.digest
  from feedback.digest_entry_before e
 cross join unnest(e.deliveries, e.expects, e.steps) as named (delivery_id, expects, step)
  join feedback.fired_step f
    on f.delivery_id = named.delivery_id and f.expects = named.expects and f.step = named.step
 group by e.id, f.expects, f.step, f.planned_at, f.action, f.colour
 order by e.id, f.planned_at;
drop table feedback.digest_entry_before;
