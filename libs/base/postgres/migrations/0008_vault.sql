create schema vault;

-- 密钥与授权: a credential by name, whose it is, which right it gives, by which memorandum clause or letter, until when.
-- `version` counts its values and goes on after a removal, so no version ever has two values.
create table vault.secret (
  name         text        primary key,
  region       text        not null,
  department   text        not null,
  access_right text        not null check (access_right in ('account', 'key', 'approval')),
  granted_by   text        not null check (granted_by <> ''),
  valid_until  date,
  version      int         not null check (version > 0),
  created_at   timestamptz not null,
  created_by   text        not null,
  changed_at   timestamptz not null,
  changed_by   text        not null,
  removed_at   timestamptz,
  foreign key (region, department) references policy.department (region, department)
);

-- Every value a secret has had, encrypted under a data key of its own; the data key is wrapped by the key-encryption key `key_id`.
-- Both carry name and version as associated data. A removal shreds them and leaves the row.
create table vault.secret_version (
  name        text        not null references vault.secret (name),
  version     int         not null,
  ciphertext  bytea,
  key_id      text,
  wrapped_key bytea,
  made_at     timestamptz not null,
  made_by     text        not null,
  shredded_at timestamptz,
  primary key (name, version),
  check ((ciphertext is null) = (wrapped_key is null) and (ciphertext is null) = (key_id is null)),
  check ((ciphertext is null) = (shredded_at is not null))
);
create index secret_version_key on vault.secret_version (key_id) where key_id is not null;
