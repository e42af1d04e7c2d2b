-- What reading a source last waited for: its department's budget, its slowness, or its own wish (429, 503, Retry-After).
alter table intake.health add column throttled_by text check (throttled_by in ('budget', 'slow', 'asked'));
