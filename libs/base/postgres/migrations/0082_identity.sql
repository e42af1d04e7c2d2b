-- 统一身份: who a subject of the identity provider is to the hub. A subject nobody linked is nobody.
create table access.identity (
  issuer    text        not null,
  subject   text        not null check (subject <> ''),
  account   text        not null unique references access.account (name),
  linked_at timestamptz not null,
  linked_by text        not null,
  primary key (issuer, subject)
);

-- A sign-in that was begun at the provider: found by the digest of what the browser holds, used once, and for a few minutes.
create table access.sign_in_flow (
  digest   bytea       primary key,
  nonce    text        not null,
  verifier text        not null,
  ends_at  timestamptz not null
);

-- Who came by the provider has no password of the hub's to change first.
alter table access.session add column way text not null default 'password' check (way in ('password', 'oidc'));
