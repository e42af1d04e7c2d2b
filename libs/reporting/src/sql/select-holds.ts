import type { Queryable } from '#base/contracts';

/** Messages about a mass change that wait for a person, or what became of them. */
export interface MassHold {
  readonly id: string;
  readonly source: string;
  readonly region: string;
  readonly changes: number;
  readonly sentence: string;
  readonly heldAt: Date;
  readonly decision: 'release' | 'cancel' | null;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly why: string | null;
  /** Messages that wait now, or that the decision concerned. */
  readonly messages: number;
}

export async function selectHolds(database: Queryable, openOnly: boolean): Promise<readonly MassHold[]> {
  const { rows } = await database.query<MassHold>(
    `select h.id::text, h.source, h.region, h.changes, h.sentence, h.held_at as "heldAt", h.decision,
            h.decided_by as "decidedBy", h.decided_at as "decidedAt", h.why,
            coalesce(h.messages, (select count(*)::int from feedback.outbox o where o.hold = h.id)) as messages
       from feedback.mass_hold h
      where not $1 or h.decision is null
      order by h.decision is not null, h.held_at desc, h.id desc
      limit 200`,
    [openOnly],
  );
  return rows;
}
