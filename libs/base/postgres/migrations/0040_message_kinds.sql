-- A department may only say what its side of the boundary may say, and only to whom a memorandum binds it.
alter table feedback.inbox drop constraint inbox_outcome_check;
alter table feedback.inbox add constraint inbox_outcome_check check (outcome in
  ('accepted', 'late', 'repeated', 'unknown-message', 'malformed', 'wrong-department', 'kind-unknown', 'not-allowed'));
