-- What a department's event said, so that one id for two different contents is told and not taken for a repeat. Null for what came before this was kept.
alter table feedback.inbox
  add column content_digest text,
  add column said text;
alter table feedback.inbox drop constraint inbox_outcome_check;
alter table feedback.inbox add constraint inbox_outcome_check check (outcome in
  ('accepted', 'late', 'repeated', 'unknown-message', 'malformed', 'wrong-department', 'kind-unknown', 'not-allowed',
   'id-reused'));
