-- A paused source's change log grows on its department's disk, a retired one's mark has to be taken out: when that was last seen to.
-- 'infinity': there is nothing left to see to.
alter table intake.source add column log_seen_at timestamptz;
