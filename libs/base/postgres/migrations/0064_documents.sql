-- Attachments by their content; the bytes lie in the content store.
create table feedback.attachment (
  sha256     text        primary key check (sha256 ~ '^[0-9a-f]{64}$'),
  name       text        not null,
  size       bigint      not null check (size > 0),
  media_type text        not null,
  stored_by  text        not null,
  stored_at  timestamptz not null
);
create index message_document on feedback.message (created_at)
  where kind in ('document-sync', 'notice', 'written-opinion-request');

-- A document, meeting, training or request for a written opinion with each of its recipients. What one sender said at one time under one
-- key is one document; its id is that of its first message.
create view feedback.document_recipient as
select first_value(m.id) over document as document_id, m.id as message_id, m.kind,
       m.from_region || '.' || m.from_department as publisher, m.body, m.created_at,
       d.id as delivery_id, d.region, d.department, d.state, d.received_at, d.answered_at,
       o.due_at, o.next_due_at, o.overdue,
       reply.body as reply, reply.created_at as replied_at, u.urged_at, u.urges
  from feedback.message m
  join feedback.delivery d on d.message_id = m.id
  left join lateral (
    select max(l.due_at) as due_at,
           min(l.due_at) filter (where l.met_at is null and l.state in ('open', 'missed')) as next_due_at,
           coalesce(bool_or(l.met_at is null and l.state in ('open', 'missed') and l.due_at < now()), false)
             and d.state not in ('returned', 'cancelled') as overdue
      from feedback.deadline l where l.delivery_id = d.id
  ) o on true
  left join lateral (
    select r.body, r.created_at from feedback.message r
     where r.in_reply_to = m.id and r.kind in ('notice', 'written-opinion-answer')
     order by r.created_at desc, r.id limit 1
  ) reply on true
  left join lateral (
    select max(r.created_at) as urged_at, count(*) as urges
      from feedback.message r where r.in_reply_to = m.id and r.kind = 'urge'
  ) u on true
 where m.kind in ('document-sync', 'notice', 'written-opinion-request') and m.in_reply_to is null
window document as (partition by m.kind, m.from_region, m.from_department, m.key, m.created_at order by m.id);
