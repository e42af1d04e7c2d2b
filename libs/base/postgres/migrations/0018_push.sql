-- Batches that departments sent, by the idempotency key they gave. A batch under work has no answer and is claimed for a while; an
-- answered one answers again in the same words. Kept for some days: what is repeated later is recognised record by record.
create table intake.push (
  source          text        not null references intake.source (id),
  idempotency_key text        not null,
  stream          text        not null,
  digest          text        not null,
  received_at     timestamptz not null,
  claimed_until   timestamptz not null,
  answered_at     timestamptz,
  answer          jsonb,
  primary key (source, idempotency_key)
);
create index push_received on intake.push (received_at);
