-- One penalty decision may be told by several records (互联网+监管 and 双公示): the bureau hears of it once, the others are linked to the record it heard from.
alter table feedback.breach
  add column decision_no    text,
  add column agency_uscc    text,
  add column agency_name    text,
  -- The record that told of the same decision; of an ambiguous row, the one that perhaps did.
  add column same_as        bigint  references feedback.breach (id),
  -- A person said that it is the same.
  add column same_confirmed boolean not null default false;
alter table feedback.breach drop constraint breach_state_check;
alter table feedback.breach add constraint breach_state_check
  check (state in ('told', 'linked', 'nobody', 'ambiguous', 'waiting', 'quiet', 'withdrawn', 'dismissed'));
create index breach_decision on feedback.breach (decision_no) where decision_no is not null and state = 'told';
create index breach_same on feedback.breach (same_as) where same_as is not null;
