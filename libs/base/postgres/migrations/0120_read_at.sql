-- When collect read the row that a record came from: of two rows of one case that were reported alike, the one read last speaks. Rows put before
-- this was kept count by the time they were put.
do $$
declare
  kind text;
begin
  foreach kind in array array[
    'application', 'acceptance', 'step', 'special_procedure', 'result', 'material', 'licence', 'credit_permit', 'credit_penalty',
    'inspection', 'penalty', 'enforcement', 'other_supervision'] loop
    execute format('alter table unified.%I add column read_at timestamptz', kind);
    execute format('comment on column unified.%I.read_at is %L', kind, '采集读到该行的时间');
  end loop;
end
$$;
