-- Too many licences of one source and region changed within minutes: what would be sent about them is held until a person decides.
create table feedback.mass_hold (
  id         bigint      generated always as identity primary key,
  source     text        not null,
  region     text        not null,
  changes    int         not null,
  sentence   text        not null,
  held_at    timestamptz not null,
  decision   text        check (decision in ('release', 'cancel')),
  decided_by text,
  why        text,
  decided_at timestamptz,
  messages   int,
  check ((decision is null) = (decided_at is null))
);
create unique index mass_hold_open on feedback.mass_hold (source, region) where decision is null;

-- A held row waits for ever ('infinity') under the hold that keeps it.
alter table feedback.outbox add column hold bigint;
create index outbox_hold on feedback.outbox (hold) where hold is not null;
-- What was decided lately about licences is counted every second.
create index message_recent on feedback.message (created_at) where kind = 'license-decision' and source is not null;
