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
       returning deliveries, expects, steps
     ), named as (
       select named.* from taken, unnest(taken.deliveries, taken.expects, taken.steps) as named (delivery_id, expects, step)
     ), told as materialized (
       select f.*, row_number() over (order by f.planned_at, f.delivery_id, f.expects, f.step) as place
         from named join feedback.fired_step f using (delivery_id, expects, step)
     ), line as (
       select told.place, json_build_object(
                'messageId', m.id, 'kind', m.kind, 'source', m.source, 'caseNumber', m.case_no, 'item', m.item,
                'expects', told.expects, 'dueAt', l.due_at, 'action', told.action, 'target', told.target, 'contact', told.contact,
                'colour', told.colour, 'plannedAt', told.planned_at) as line
         from told
         join feedback.delivery d on d.id = told.delivery_id
         join feedback.message m on m.id = d.message_id
         join feedback.deadline l on l.delivery_id = told.delivery_id and l.expects = told.expects
        where told.place <= $4
     )
     select count(*)::int as steps, count(*) filter (where action = 'supervise')::int as supervised,
            count(*) filter (where colour = 'yellow')::int as yellow, count(*) filter (where colour = 'red')::int as red,
            min(planned_at) as first, max(planned_at) as last,
            (select json_agg(line order by place) from line) as lines
       from told
     having count(*) > 0`,
    [to.region, to.department, digest, listed],
  );
  return rows[0] ?? null;
}
