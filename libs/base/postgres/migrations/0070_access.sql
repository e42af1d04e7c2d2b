create schema access;

-- 账号: a person, what they are to the hub, and where. `password` is an argon2id text (PHC), never more. Failures in a row lock for a while.
create table access.account (
  name        text        primary key check (name ~ '^[a-z][a-z0-9._-]{1,39}$'),
  title       text        not null check (title <> ''),
  role        text        not null check (role in ('operator', 'approval', 'supervision', 'auditor', 'administrator')),
  region      text,
  department  text,
  password    text        not null,
  must_change boolean     not null,
  failures    int         not null default 0,
  locked_until timestamptz,
  disabled_at timestamptz,
  created_at  timestamptz not null,
  created_by  text        not null,
  password_at timestamptz not null,
  signed_in_at timestamptz,
  check ((role in ('approval', 'supervision')) = (department is not null)),
  check (department is null or region is not null),
  foreign key (region, department) references policy.department (region, department)
);

-- A person signed in. The row is found by the digest of the cookie, so that who reads this table cannot sign in with it.
create table access.session (
  digest    bytea       primary key,
  account   text        not null references access.account (name),
  opened_at timestamptz not null,
  seen_at   timestamptz not null,
  ends_at   timestamptz not null
);
create index session_account on access.session (account);

-- 令牌: a machine. Only the digest of its secret is kept; it has the rights named here, at most those of its role, until it expires.
create table access.token (
  id         text        primary key,
  digest     bytea       not null,
  title      text        not null check (title <> ''),
  role       text        not null check (role in ('operator', 'approval', 'supervision', 'auditor', 'administrator')),
  region     text,
  department text,
  rights     text[]      not null check (cardinality(rights) > 0),
  issued_at  timestamptz not null,
  issued_by  text        not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  used_at    timestamptz,
  check ((role in ('approval', 'supervision')) = (department is not null)),
  check (department is null or region is not null),
  foreign key (region, department) references policy.department (region, department)
);
