import type { DepartmentRef, LadderStep, MessageId, MessageKind, PlannedDeadline, Tx } from '#base/contracts';

/** A step as a digest lists it. */
export interface DigestLine {
  readonly messageId: string;
  readonly kind: MessageKind;
  readonly source: string | null;
  readonly caseNumber: string | null;
  readonly item: string | null;
  readonly expects: PlannedDeadline['expects'];
  readonly dueAt: string;
  readonly action: LadderStep['action'];
  readonly target: LadderStep['target'];
  readonly contact: string | null;
  readonly colour: LadderStep['colour'];
  readonly plannedAt: string;
}

/** All that a digest tells: every entry is counted, the first are listed. */
export interface DigestContent {
  readonly steps: number;
  readonly supervised: number;
  readonly yellow: number;
  readonly red: number;
  readonly first: Date;
  readonly last: Date;
  readonly lines: readonly DigestLine[];
}

/** Gives what waits for a department to a digest, and answers what it says: in the order of time, at most `listed` lines. */
export async function takeDigestEntries(
  tx: Tx,
  to: DepartmentRef,
  digest: MessageId,
  listed: number,
): Promise<DigestContent | null> {
  const { rows } = await tx.query<DigestContent>(
    `with taken as materialized (
       update feedback.digest_entry
          set digest = $3
        where region = $1 and department = $2 and digest is null
       returning expects, step, planned_at, action, colour, deliveries
     ), told as (
       select earliest.*, row_number() over (order by planned_at, delivery_id, expects, step) as place
         from (select planned_at, delivery_id, expects, step
                 from taken, unnest(taken.deliveries) as delivery_id
                order by planned_at, delivery_id, expects, step
                limit $4) as earliest
     ), line as (
       select told.place, json_build_object(
                'messageId', m.id, 'kind', m.kind, 'source', m.source, 'caseNumber', m.case_no, 'item', m.item,
                'expects', f.expects, 'dueAt', l.due_at, 'action', f.action, 'target', f.target, 'contact', f.contact,
                'colour', f.colour, 'plannedAt', f.planned_at) as line
         from told
         join feedback.fired_step f using (delivery_id, expects, step)
         join feedback.delivery d on d.id = told.delivery_id
         join feedback.message m on m.id = d.message_id
         join feedback.deadline l on l.delivery_id = told.delivery_id and l.expects = told.expects
     )
     select sum(n)::int as steps, coalesce(sum(n) filter (where action = 'supervise'), 0)::int as supervised,
            coalesce(sum(n) filter (where colour = 'yellow'), 0)::int as yellow,
            coalesce(sum(n) filter (where colour = 'red'), 0)::int as red,
            min(planned_at) as first, max(planned_at) as last,
            (select json_agg(line order by place) from line) as lines
       from (select taken.*, cardinality(deliveries) as n from taken) as counted
     having count(*) > 0`,
    [to.region, to.department, digest, listed],
  );
  return rows[0] ?? null;
}
