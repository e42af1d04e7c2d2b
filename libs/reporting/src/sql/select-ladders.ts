import type { Queryable, TimedStep, TimeUnit } from '#base/contracts';

/** A step of a deadline's ladder that was taken. */
export interface FiredStepEntry {
  readonly step: number;
  readonly plannedAt: string;
  readonly firedAt: string;
  readonly action: TimedStep['action'];
  readonly target: TimedStep['target'];
  readonly colour: TimedStep['colour'];
  readonly addressees: readonly string[];
  /** The liaison or the leader it named. */
  readonly contact: string | null;
  readonly told: 'message' | 'digest' | 'overtaken';
}

/** A deadline with what its ladder depends on and the steps taken so far, in order. */
export interface LadderEntry {
  readonly deliveryId: string;
  readonly expects: string;
  readonly region: string;
  readonly department: string;
  readonly clauseId: string | null;
  readonly clauseVersion: number | null;
  readonly limitAmount: number;
  readonly limitUnit: TimeUnit;
  readonly startedAt: Date;
  readonly dueAt: Date;
  readonly urgeAt: Date | null;
  readonly nextStep: number;
  /** It is still owed, so there may be a next step. */
  readonly owed: boolean;
  readonly steps: readonly FiredStepEntry[];
}

/** The ladders of deliveries that climb one; reminders themselves climb none. */
export async function selectLadders(
  database: Queryable,
  deliveries: readonly string[],
): Promise<readonly LadderEntry[]> {
  const { rows } = await database.query<LadderEntry>(
    `select l.delivery_id as "deliveryId", l.expects, d.region, d.department, m.clause_id as "clauseId",
            m.clause_version as "clauseVersion", l.limit_amount as "limitAmount", l.limit_unit as "limitUnit",
            m.created_at as "startedAt", l.due_at as "dueAt", l.urge_at as "urgeAt", l.next_step as "nextStep",
            l.met_at is null and l.state in ('open', 'missed') as owed, coalesce(taken.steps, '[]') as steps
       from feedback.deadline l
       join feedback.delivery d on d.id = l.delivery_id
       join feedback.message m on m.id = d.message_id
       left join lateral (
         select json_agg(json_build_object(
                  'step', f.step, 'plannedAt', f.planned_at, 'firedAt', f.fired_at, 'action', f.action, 'target', f.target,
                  'colour', f.colour, 'addressees', f.addressees, 'contact', f.contact,
                  'told', f.told) order by f.step) as steps
           from feedback.fired_step f
          where f.delivery_id = l.delivery_id and f.expects = l.expects
       ) taken on true
      where l.delivery_id = any ($1::uuid[]) and l.escalates and l.due_at is not null
      order by l.due_at, l.expects`,
    [deliveries],
  );
  return rows;
}
