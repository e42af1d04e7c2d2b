-- Until when a record waits behind an earlier parked one of its key; null: until that one is released or set aside.
alter table ops.parked add column wait_until timestamptz;
