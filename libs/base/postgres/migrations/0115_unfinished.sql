-- What a worker began and did not end: left behind only by a process that died over it. A row per place (a partition of a topic, a
-- source), written for the first piece of work after a start and removed when it ends, however it ends.
create table ops.unfinished (
  consumer text not null,
  place text not null,
  position text not null,
  attempts integer not null,
  begun_at timestamptz not null,
  primary key (consumer, place)
);
comment on table ops.unfinished is '已开始而未结束的工作：进程在其上中止时留下，据此把连续使进程中止的内容隔离';
