create schema lookup;

-- What a national system answered, sealed under a data key of its own. `request` is a keyed digest of what was asked, so that no
-- personal data stands in a key. Served until `fresh_until`; shown as stale, while the national side is down, until `kept_until`.
create table lookup.answer (
  interface   text        not null,
  request     bytea       not null,
  key_id      text        not null,
  ciphertext  bytea       not null,
  wrapped_key bytea       not null,
  asked_at    timestamptz not null,
  fresh_until timestamptz not null,
  kept_until  timestamptz not null,
  primary key (interface, request)
);
create index answer_kept on lookup.answer (kept_until);

-- How often an interface was asked in a minute: by a caller, and by the hub as a whole (caller '').
create table lookup.turn (
  interface text        not null,
  caller    text        not null,
  minute    timestamptz not null,
  taken     int         not null,
  primary key (interface, caller, minute)
) with (fillfactor = 50);
create index turn_minute on lookup.turn (minute);

-- The breaker of an interface, shared by every process: failures in a row, since when, and until when nobody asks.
create table lookup.health (
  interface  text        primary key,
  failures   int         not null,
  down_since timestamptz,
  open_until timestamptz
);
