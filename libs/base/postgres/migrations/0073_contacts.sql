-- Who is to be spoken to: a liaison for single items, and the leader in charge, both as offices or posts. A step remembers whom it named.
alter table policy.department
  add column liaisons jsonb not null default '[]',
  add column leader   text;
alter table feedback.fired_step add column contact text;
