-- A fuse a stream: how many of its latest records were parked, in slices, the newest last. Written only when something is parked.
-- While `held_at` is set, collect publishes nothing of the stream and normalise parks only what is already on its way.
create table ops.fuse (
  source       text        not null,
  stream       text        not null,
  slices       jsonb       not null default '[]',
  held_at      timestamptz,
  sentence     text,
  parked_since int         not null default 0,
  primary key (source, stream)
) with (fillfactor = 50);
