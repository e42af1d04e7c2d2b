-- Feedback: what departments say to each other through the hub. Written by sending and tracking, read by everyone.
-- Append-only tables (attempt, receipt, inbox) carry no foreign keys: they are facts on the hot path, and nothing is ever deleted.

-- One thing said. The body is `json`, not `jsonb`: it is sent as the very text that was written.
create table feedback.message (
  id              uuid primary key,
  kind            text not null,
  region          text not null,
  from_region     text not null,
  from_department text not null,
  key             text not null,
  source          text,
  case_no         text,
  item            text,
  clause_id       text,
  clause_version  integer,
  receipts        text[] not null,
  body            json not null,
  supersedes      uuid,
  in_reply_to     uuid,
  created_at      timestamptz not null
);
create index message_case on feedback.message (source, case_no) where case_no is not null;
create index message_thread on feedback.message (in_reply_to) where in_reply_to is not null;

-- A message for one recipient: the state machine. No index names a state or a time, so that moves stay inside the page.
create table feedback.delivery (
  id            uuid primary key,
  message_id    uuid not null references feedback.message (id),
  region        text not null,
  department    text not null,
  claim_mode    text not null check (claim_mode in ('explicit', 'onDelivery')),
  state         text not null default 'pending' check (state in
                  ('pending', 'delivered', 'received', 'claimed', 'answered', 'closed', 'returned', 'cancelled')),
  created_at    timestamptz not null,
  delivered_at  timestamptz,
  received_at   timestamptz,
  claimed_at    timestamptz,
  answered_at   timestamptz,
  closed_at     timestamptz,
  returned_at   timestamptz,
  cancelled_at  timestamptz,
  return_reason text
) with (fillfactor = 75);
create unique index delivery_message on feedback.delivery (message_id);

-- One fact that is owed by a date. `missed` with `met_at` means it came late; without a calendar there is no due_at.
create table feedback.deadline (
  delivery_id      uuid not null references feedback.delivery (id),
  expects          text not null check (expects in ('received', 'claimed', 'answered')),
  limit_amount     integer not null,
  limit_unit       text not null,
  due_at           timestamptz,
  no_calendar_year integer,
  calendar_version text not null,
  state            text not null check (state in ('open', 'met', 'missed', 'no_calendar', 'cancelled')),
  -- Urges and supervisions have a time limit too, but missing it tells nobody: no storms.
  escalates        boolean not null,
  urge_at          timestamptz,
  urged_at         timestamptz,
  missed_at        timestamptz,
  met_at           timestamptz,
  primary key (delivery_id, expects),
  check ((due_at is null) = (no_calendar_year is not null))
);
create index deadline_due on feedback.deadline (due_at) where state = 'open';
create index deadline_urge on feedback.deadline (urge_at) where state = 'open' and urge_at is not null and urged_at is null;

-- What waits to be sent. The lane is a hash of the key: all messages of a key go through one lane, in seq order.
-- The number of lanes (16) is fixed here, since changing it while rows wait would break the order of their keys.
create table feedback.outbox (
  seq          bigint generated always as identity,
  lane         smallint generated always as ((hashtext(key) & 15)::smallint) stored,
  key          text not null,
  delivery_id  uuid not null,
  message_id   uuid not null,
  region       text not null,
  department   text not null,
  -- ce_deadline: the first due date as ISO 8601, or the explicit state.
  deadline     text not null,
  traceparent  text,
  created_at   timestamptz not null default clock_timestamp(),
  available_at timestamptz not null default '-infinity',
  attempts     integer not null default 0,
  primary key (lane, seq)
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000, autovacuum_vacuum_cost_delay = 0);
-- Only failed rows are in it; later rows of the same recipient and key look here before they go.
create index outbox_held on feedback.outbox (lane, key, seq) where attempts > 0;

-- Who sends which lane, for how long. Senders share lanes fairly; a killed one loses its lanes when the lease ends.
create table feedback.lane (
  lane         smallint primary key,
  owner        text,
  leased_until timestamptz not null default '-infinity'
);
insert into feedback.lane (lane) select generate_series(0, 15);
create table feedback.sender (
  owner   text primary key,
  seen_at timestamptz not null
);

-- One try to hand a delivery over. Append only.
create table feedback.attempt (
  delivery_id uuid not null,
  at          timestamptz not null,
  channel     text not null,
  outcome     text not null check (outcome in ('delivered', 'failed')),
  fault_code  text,
  sentence    text
);
create index attempt_delivery on feedback.attempt (delivery_id);

-- Everything that came in on a reply channel, whatever became of it. Append only.
create table feedback.inbox (
  id          bigint generated always as identity primary key,
  dedupe      text not null,
  region      text not null,
  department  text not null,
  event_id    text,
  event_type  text,
  message_id  uuid,
  outcome     text not null check (outcome in
                ('accepted', 'late', 'repeated', 'unknown-message', 'malformed', 'wrong-department', 'kind-unknown')),
  fault_code  text,
  sentence    text,
  topic       text not null,
  partition   integer not null,
  "offset"    bigint not null,
  arrived_at  timestamptz not null
);
-- An id is used up by being accepted; what was refused may be corrected and sent again under the same id.
create unique index inbox_dedupe on feedback.inbox (dedupe) where outcome in ('accepted', 'late');
create index inbox_message on feedback.inbox (message_id) where message_id is not null;

-- A fact a recipient stated: when it says so, and when the hub heard of it. Append only.
create table feedback.receipt (
  id          bigint generated always as identity primary key,
  delivery_id uuid not null,
  message_id  uuid not null,
  inbox_id    bigint not null,
  type        text not null check (type in ('received', 'claimed', 'returned', 'answered')),
  stated_at   timestamptz not null,
  arrived_at  timestamptz not null,
  stated_by   text,
  reason      text,
  answer      json,
  -- It came after its deadline.
  late        boolean not null,
  -- It moved the delivery; false for facts that came too late to matter (after a return or a cancellation).
  moved       boolean not null
);
create index receipt_delivery on feedback.receipt (delivery_id);

-- Deliveries a department sent back as not its own, until somebody decides where they belong.
create table feedback.rerouting (
  delivery_id uuid primary key references feedback.delivery (id),
  message_id  uuid not null,
  region      text not null,
  department  text not null,
  reason      text not null,
  returned_at timestamptz not null,
  resolved_at timestamptz,
  resolution  text
);
create index rerouting_open on feedback.rerouting (returned_at) where resolved_at is null;

-- Granted cases of known items that no clause names a recipient for. One row a case.
create table feedback.nobody_to_tell (
  source     text not null,
  case_no    text not null,
  item       text not null,
  region     text not null,
  reason     text not null,
  decided_at timestamptz,
  noted_at   timestamptz not null default clock_timestamp(),
  primary key (source, case_no)
);

-- Deliveries with their derived flags: `overdue` is late and still owed, `late` was late at some point and stays a fact.
create view feedback.delivery_overview as
select d.*, m.kind, m.region as message_region, m.from_region, m.from_department, m.key, m.source, m.case_no, m.item,
       m.supersedes, m.in_reply_to,
       coalesce(x.overdue, false) and d.state not in ('returned', 'cancelled') as overdue, coalesce(x.late, false) as late,
       coalesce(x.no_calendar, false) as no_calendar, x.next_due_at
  from feedback.delivery d
  join feedback.message m on m.id = d.message_id
  left join lateral (
    select bool_or(l.state in ('open', 'missed') and l.met_at is null and l.due_at < now()) as overdue,
           bool_or(l.state = 'missed') as late,
           bool_or(l.state = 'no_calendar') as no_calendar,
           min(l.due_at) filter (where l.state in ('open', 'missed') and l.met_at is null) as next_due_at
      from feedback.deadline l
     where l.delivery_id = d.id
  ) x on true;
