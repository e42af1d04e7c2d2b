-- A return is sent on by the boundary list, or by a person's decision, which relay carries out; a decision that cannot be carried
-- out leaves its reason and the return open.
alter table feedback.rerouting
  add column decision      text check (decision in ('send', 'close')),
  add column to_region     text,
  add column to_department text,
  add column decided_by    text,
  add column why           text,
  add column decided_at    timestamptz,
  add column refusal       text,
  add column new_message   uuid;
alter table feedback.rerouting add constraint rerouting_resolution_check check (resolution in ('boundary', 'person', 'closed'));
create index rerouting_decided on feedback.rerouting (decided_at) where decision is not null and resolved_at is null;
