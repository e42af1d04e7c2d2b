-- Figures of the interaction between departments: one definition from which every count and every list behind it come.
-- A row is one delivery that a figure counts; what belongs to two figures stands in two rows. `since` is inclusive, `before` is not;
-- null leaves a bound out. Dated by the push, or, `by_event`, by when the figure's own fact happened.
-- Reminders (urge, supervise) are no matters of their own. Overdue and late are judged at the instant `at`.
-- Warnings, urges and cards come from the steps of the ladder that were taken. Deadlines and steps are gathered once for all deliveries, which
-- is several times faster than looking them up for each.
create function feedback.figure_rows(
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
    left join (
      select l.delivery_id,
             bool_or(l.state in ('open', 'missed') and l.met_at is null and l.due_at < at) as overdue,
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
       group by l.delivery_id
    ) o on o.delivery_id = d.id
    left join (
      select t.delivery_id,
             min(t.fired_at) filter (where t.action = 'remind' and t.told <> 'overtaken') as warned_at,
             min(t.fired_at) filter (where t.action = 'urge' and t.told <> 'overtaken') as urged_at,
             min(t.fired_at) filter (where t.colour = 'yellow') as yellow_at,
             min(t.fired_at) filter (where t.colour = 'red') as red_at
        from feedback.fired_step t
       group by t.delivery_id
    ) u on u.delivery_id = d.id
    -- In step: name, whether it counts the delivery, when its fact happened, and hours where it has any. Where delivery counts as the claim
    -- nobody needs time for it. Arrays, since a values list would be prepared anew for each delivery.
    cross join lateral unnest(
      array[
        'pending',
        'pushed',
        'received',
        'unreceived',
        'claimed',
        'unclaimed',
        'returned',
        'answered',
        'unanswered',
        'overdue',
        'onTime',
        'late',
        'warned',
        'urged',
        'yellow',
        'red',
        'supportAsked',
        'supportOnTime',
        'supportLate',
        'documents',
        'documentsRead',
        'documentsUnread',
        'commitmentUnchecked',
        'withoutCalendar'
      ]::text[],
      array[
        d.state = 'pending',
        p.pushed,
        d.received_at is not null,
        d.state = 'delivered' and 'received' = any (m.receipts) and d.received_at is null,
        d.claimed_at is not null,
        d.state in ('delivered', 'received') and 'claimed' = any (m.receipts) and d.claimed_at is null,
        d.returned_at is not null,
        d.answered_at is not null,
        p.pushed and p.owes and o.owes_answer and d.answered_at is null,
        p.owes and o.overdue,
        o.on_time and not o.late,
        o.late,
        u.warned_at is not null,
        u.urged_at is not null,
        u.yellow_at is not null,
        u.red_at is not null,
        p.pushed and m.kind = 'tech-support-request',
        m.kind = 'tech-support-request' and o.answer_on_time,
        m.kind = 'tech-support-request' and o.answer_late,
        p.pushed and m.kind in ('document-sync', 'notice') and m.in_reply_to is null,
        m.kind in ('document-sync', 'notice') and m.in_reply_to is null and d.received_at is not null,
        p.pushed and p.owes and m.kind in ('document-sync', 'notice') and m.in_reply_to is null and d.received_at is null,
        p.pushed and p.owes and m.kind = 'commitment-check' and d.answered_at is null,
        o.no_calendar and p.owes
      ]::boolean[],
      array[
        d.created_at,
        p.pushed_at,
        d.received_at,
        p.pushed_at,
        d.claimed_at,
        p.pushed_at,
        d.returned_at,
        d.answered_at,
        p.pushed_at,
        o.overdue_since,
        o.met_at,
        o.late_since,
        u.warned_at,
        u.urged_at,
        u.yellow_at,
        u.red_at,
        p.pushed_at,
        d.answered_at,
        o.answer_due,
        p.pushed_at,
        d.received_at,
        p.pushed_at,
        p.pushed_at,
        p.pushed_at
      ]::timestamptz[],
      array[
        null,
        null,
        null,
        null,
        case d.claim_mode when 'explicit' then extract(epoch from d.claimed_at - p.pushed_at)::float8 / 3600 end,
        null,
        null,
        extract(epoch from d.answered_at - p.pushed_at)::float8 / 3600,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null
      ]::float8[]
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
