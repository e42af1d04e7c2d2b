-- A change of the policy is submitted by one person and approved by another. Nothing is ever deleted, and what was decided stays.
create table policy.draft (
  id           int         generated always as identity primary key,
  title        text        not null,
  base_edition int         not null references policy.edition (number),
  -- The papers it would put in place: [{path, text}].
  documents    json        not null,
  submitted_by text        not null check (btrim(submitted_by) <> ''),
  submitted_at timestamptz not null,
  state        text        not null default 'open' check (state in ('open', 'approved', 'rejected')),
  decided_by   text        check (btrim(decided_by) <> ''),
  decided_at   timestamptz,
  reason       text,
  edition      int         references policy.edition (number),
  check ((state = 'open') = (decided_by is null)),
  check ((state = 'open') = (decided_at is null)),
  check ((state = 'approved') = (edition is not null)),
  check (state <> 'rejected' or btrim(reason) <> ''),
  constraint approved_by_another check (state <> 'approved' or lower(btrim(decided_by)) <> lower(btrim(submitted_by)))
);

create function policy.guard_draft() returns trigger
language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'a draft is never deleted';
  end if;
  if old.state <> 'open' then
    raise exception 'draft % is decided', old.id;
  end if;
  if (new.title, new.base_edition, new.documents::text, new.submitted_by, new.submitted_at)
     is distinct from (old.title, old.base_edition, old.documents::text, old.submitted_by, old.submitted_at) then
    raise exception 'draft % was submitted as it is', old.id;
  end if;
  return new;
end
$$;
create trigger guard before update or delete on policy.draft for each row execute function policy.guard_draft();
