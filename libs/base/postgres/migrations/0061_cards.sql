-- Warnings, urges and cards come from the steps of the ladder that were taken; the rest stays as it was.
create or replace function feedback.figure_rows(
  at timestamptz, in_region text, of_department text, of_item text, of_kind text,
  since timestamptz, before timestamptz, by_event boolean
) returns table (
  figure text, delivery_id uuid, message_id uuid, kind text, region text, department text, item text, source text, case_no text,
  state text, pushed_at timestamptz, happened_at timestamptz, hours float8
)
language sql stable as $$
  select f.figure, d.id, d.message_id, m.kind, m.region, d.region || '.' || d.department, m.item, m.source, m.case_no,
         d.state, p.pushed_at, f.happened_at, f.hours
    from feedback.delivery d
    join feedback.message m on m.id = d.message_id
    cross join lateral (
      select coalesce(d.delivered_at, d.received_at, d.returned_at, d.created_at) as pushed_at,
             d.state <> 'pending' and (d.delivered_at is not null or d.state <> 'cancelled') as pushed,
             d.state not in ('returned', 'cancelled') as owes
    ) p
    cross join lateral (
      select bool_or(l.state in ('open', 'missed') and l.met_at is null and l.due_at < at) as overdue,
             min(l.due_at) filter (where l.state in ('open', 'missed') and l.met_at is null and l.due_at < at) as overdue_since,
             bool_or(l.state = 'missed' or l.state = 'open' and l.due_at < at) as late,
             min(l.due_at) filter (where l.state = 'missed' or l.state = 'open' and l.due_at < at) as late_since,
             bool_or(l.state = 'met') and not bool_or(l.state in ('open', 'missed')) as on_time,
             max(l.met_at) as met_at,
             bool_or(l.expects = 'answered') as owes_answer,
             bool_or(l.expects = 'answered' and l.state = 'met') as answer_on_time,
             bool_or(l.expects = 'answered' and (l.state = 'missed' or l.state = 'open' and l.due_at < at)) as answer_late,
             min(l.due_at) filter (where l.expects = 'answered') as answer_due,
             bool_or(l.state = 'no_calendar') as no_calendar
        from feedback.deadline l
       where l.delivery_id = d.id
    ) o
    cross join lateral (
      select min(t.fired_at) filter (where t.action = 'remind' and t.told <> 'overtaken') as warned_at,
             min(t.fired_at) filter (where t.action = 'urge' and t.told <> 'overtaken') as urged_at,
             min(t.fired_at) filter (where t.colour = 'yellow') as yellow_at,
             min(t.fired_at) filter (where t.colour = 'red') as red_at
        from feedback.fired_step t
       where t.delivery_id = d.id
    ) u
    cross join lateral (values
      ('pending', d.state = 'pending', d.created_at, null::float8),
      ('pushed', p.pushed, p.pushed_at, null),
      ('received', d.received_at is not null, d.received_at, null),
      ('unreceived', d.state = 'delivered' and 'received' = any (m.receipts) and d.received_at is null, p.pushed_at, null),
      -- Where delivery counts as the claim nobody needs time for it.
      ('claimed', d.claimed_at is not null, d.claimed_at,
       case d.claim_mode when 'explicit' then extract(epoch from d.claimed_at - p.pushed_at)::float8 / 3600 end),
      ('unclaimed', d.state in ('delivered', 'received') and 'claimed' = any (m.receipts) and d.claimed_at is null,
       p.pushed_at, null),
      ('returned', d.returned_at is not null, d.returned_at, null),
      ('answered', d.answered_at is not null, d.answered_at,
       extract(epoch from d.answered_at - p.pushed_at)::float8 / 3600),
      ('unanswered', p.pushed and p.owes and o.owes_answer and d.answered_at is null, p.pushed_at, null),
      ('overdue', p.owes and o.overdue, o.overdue_since, null),
      ('onTime', o.on_time and not o.late, o.met_at, null),
      ('late', o.late, o.late_since, null),
      ('warned', u.warned_at is not null, u.warned_at, null),
      ('urged', u.urged_at is not null, u.urged_at, null),
      ('yellow', u.yellow_at is not null, u.yellow_at, null),
      ('red', u.red_at is not null, u.red_at, null),
      ('supportAsked', p.pushed and m.kind = 'tech-support-request', p.pushed_at, null),
      ('supportOnTime', m.kind = 'tech-support-request' and o.answer_on_time, d.answered_at, null),
      ('supportLate', m.kind = 'tech-support-request' and o.answer_late, o.answer_due, null),
      ('documents', p.pushed and m.kind in ('document-sync', 'notice') and m.in_reply_to is null, p.pushed_at, null),
      ('documentsRead', m.kind in ('document-sync', 'notice') and m.in_reply_to is null and d.received_at is not null,
       d.received_at, null),
      ('documentsUnread', p.pushed and p.owes and m.kind in ('document-sync', 'notice') and m.in_reply_to is null
                          and d.received_at is null, p.pushed_at, null),
      ('commitmentUnchecked', p.pushed and p.owes and m.kind = 'commitment-check' and d.answered_at is null, p.pushed_at, null),
      ('withoutCalendar', o.no_calendar and p.owes, p.pushed_at, null)
    ) f (figure, counts, happened_at, hours)
   where m.kind not in ('urge', 'supervise')
     and f.counts
     and (in_region is null or m.region like in_region)
     and (of_department is null or d.region || '.' || d.department = of_department)
     and (of_item is null or m.item = of_item)
     and (of_kind is null or m.kind = of_kind)
     and (since is null or case when by_event then f.happened_at else p.pushed_at end >= since)
     and (before is null or case when by_event then f.happened_at else p.pushed_at end < before)
$$;
