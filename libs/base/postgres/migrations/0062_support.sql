-- Technical support (技术支撑): what was asked for a case, of whom, started by a special procedure of the source or by a person. What became of
-- it stands in the messages: the request's delivery and deadline, and the results that reply to it.
create table feedback.support (
  id            uuid        primary key,
  source        text        not null,
  case_no       text        not null,
  -- The special procedure that started it; null where a person did.
  row_key       text,
  region        text        not null,
  item          text,
  procedure     text        not null check (procedure in ('SITE_INSPECTION', 'TECHNICAL_REVIEW', 'TESTING', 'HEARING')),
  started_by    text        not null,
  asked_at      timestamptz not null,
  -- The department with the main duty and those that assist, as region.department.
  main          text,
  assisting     text[]      not null default '{}',
  -- The message to the department with the main duty; null says that nobody was asked, and why.
  request       uuid        references feedback.message (id) deferrable initially deferred,
  nobody_reason text,
  unique (source, case_no, row_key),
  check ((request is null) = (nobody_reason is not null)),
  check ((request is null) = (main is null))
);
create unique index support_request on feedback.support (request);
create index message_support on feedback.message (created_at) where kind = 'tech-support-request';
create index special_procedure_open on unified.special_procedure (source, case_no, row_key)
  where ended_at is null and not removed;

-- What was decided about a department's wish for more time. The deadline moved with it, in the same commit.
create table feedback.support_extension (
  asked_in   uuid        primary key references feedback.message (id),
  support    uuid        not null,
  granted    boolean     not null,
  extend_to  date        not null,
  due_before timestamptz,
  decided_by text        not null,
  decided_at timestamptz not null,
  why        text        not null
);

-- Every request as it stands, those a bureau sent as messages of its own included. A request that was returned and sent on is followed to
-- where it went.
create view feedback.support_overview as
with asked as (
  select * from feedback.support
  union all
  select m.id, coalesce(m.source, m.body ->> 'source'), coalesce(m.case_no, upper(btrim(m.body ->> 'caseNumber'))), null,
         m.region, coalesce(m.item, m.body ->> 'item'), m.body ->> 'procedure', m.from_region || '.' || m.from_department,
         m.created_at, d.region || '.' || d.department, '{}', m.id, null
    from feedback.message m
    join feedback.delivery d on d.message_id = m.id
   where m.kind = 'tech-support-request' and coalesce(m.body ->> 'duty', 'MAIN') = 'MAIN'
     and not exists (select from feedback.support s where s.request = m.id)
     and not exists (select from feedback.rerouting r where r.new_message = m.id)
)
select s.*, coalesce(r.new_message, s.request) as message_id, d.id as delivery_id,
       d.region || '.' || d.department as asked_of,
       d.received_at, l.due_at,
       coalesce(l.met_at is null and l.state in ('open', 'missed') and l.due_at < now(), false) as overdue,
       (scheduled.body ->> 'scheduledAt')::timestamptz as scheduled_at,
       wish.id as extension_message, (wish.body ->> 'extendTo')::date as extend_to, x.granted as extension_granted,
       done.created_at as ended_at, done.body ->> 'conclusion' as conclusion, done.body ->> 'explanation' as explanation,
       coalesce(json_array_length(done.body -> 'attachments'), 0) as attachments,
       case when s.request is null then 'nobody'
            when d.state in ('returned', 'cancelled') then d.state
            when done.id is not null then done.body ->> 'stage'
            when wish.id is not null and x.granted is null then 'EXTENSION'
            when scheduled.id is not null then 'SCHEDULED'
            else 'ASKED' end as stage
  from asked s
  left join feedback.rerouting r on r.message_id = s.request and r.new_message is not null
  left join feedback.delivery d on d.message_id = coalesce(r.new_message, s.request)
  left join feedback.deadline l on l.delivery_id = d.id and l.expects = 'answered'
  left join lateral (
    select m.id, m.body from feedback.message m
     where m.in_reply_to = d.message_id and m.kind = 'tech-support-result' and m.body ->> 'stage' = 'SCHEDULED'
     order by m.created_at desc, m.id limit 1) scheduled on true
  left join lateral (
    select m.id, m.body from feedback.message m
     where m.in_reply_to = d.message_id and m.kind = 'tech-support-result' and m.body ->> 'stage' = 'EXTENSION'
     order by m.created_at desc, m.id limit 1) wish on true
  left join feedback.support_extension x on x.asked_in = wish.id
  left join lateral (
    select m.id, m.body, m.created_at from feedback.message m
     where m.in_reply_to = d.message_id and m.kind = 'tech-support-result' and m.body ->> 'stage' in ('COMPLETED', 'DECLINED')
     order by m.created_at, m.id limit 1) done on true;
