-- Facts of a hundred thousand steps at once: like attempts and receipts they are not checked one by one against deliveries.
alter table feedback.fired_step drop constraint fired_step_delivery_id_fkey;

-- What a recipient hears of steps in one digest instead of messages of their own: because the sweeper was away, the day is quiet, or
-- the hour's budget was spent. One row for what one sweep leaves to one recipient; the arrays name the steps, place by place.
-- `digest` is the message that told it, null while it waits.
create table feedback.digest_entry (
  id          bigint      generated always as identity primary key,
  region      text        not null,
  department  text        not null,
  because     text        not null check (because in ('away', 'quiet', 'budget')),
  deliveries  uuid[]      not null,
  expects     text[]      not null,
  steps       smallint[]  not null,
  queued_at   timestamptz not null,
  digest      uuid
);
create index digest_entry_waiting on feedback.digest_entry (region, department) where digest is null;

-- How many reminders a department got within an hour, and whether a digest was among them.
create table feedback.reminder_hour (
  region     text        not null,
  department text        not null,
  hour       timestamptz not null,
  sent       int         not null default 0,
  digested   boolean     not null default false,
  primary key (region, department, hour)
) with (fillfactor = 50);
