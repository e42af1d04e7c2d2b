import type { PartyBounds, Queryable } from '#base/contracts';
import type { Procedure } from '../procedures.js';

/** `nobody`: nobody could be asked. `EXTENSION`: more time is wished for and nobody has decided. */
export type SupportStage =
  'nobody' | 'ASKED' | 'SCHEDULED' | 'EXTENSION' | 'COMPLETED' | 'DECLINED' | 'returned' | 'cancelled';

/** A request for technical support as it stands, with its clock. */
export interface SupportEntry {
  readonly id: string;
  /** Null where a bureau asked by a message that did not say. */
  readonly source: string | null;
  readonly caseNumber: string;
  readonly region: string;
  /** The bureau that asks; null where nobody could be asked. */
  readonly sender: string | null;
  readonly item: string | null;
  readonly procedure: Procedure;
  /** The user or bureau that asked, or `source` for a special procedure of the source. */
  readonly startedBy: string;
  readonly askedAt: Date;
  readonly main: string | null;
  readonly assisting: readonly string[];
  readonly messageId: string | null;
  readonly stage: SupportStage;
  readonly nobodyReason: string | null;
  readonly receivedAt: Date | null;
  readonly scheduledAt: Date | null;
  readonly dueAt: Date | null;
  readonly overdue: boolean;
  /** YYYY-MM-DD, of the last wish for more time; `extensionGranted` null while it is open. */
  readonly extendTo: string | null;
  readonly extensionGranted: boolean | null;
  readonly endedAt: Date | null;
  readonly conclusion: string | null;
  readonly explanation: string | null;
  readonly attachments: number;
}

/** What to look for; null leaves a bound out. */
export interface SupportFilter {
  readonly id?: string;
  readonly caseNumber: string | null;
  readonly department: string | null;
  readonly region: string | null;
  readonly openOnly: boolean;
  readonly overdueOnly: boolean;
  /** Keeps to what those bounds asked for or owe. */
  readonly within: PartyBounds;
  readonly limit: number;
}

/** Requests, the newest first. What nobody could be asked for belongs to those whose source it came from. */
export async function selectSupports(
  database: Queryable,
  filter: SupportFilter,
): Promise<readonly SupportEntry[]> {
  const { rows } = await database.query<SupportEntry>(
    `select s.id, s.source, s.case_no as "caseNumber", s.region, m.from_region || '.' || m.from_department as sender,
            s.item, s.procedure, s.started_by as "startedBy", asked_at as "askedAt", asked_of as main, assisting, message_id as "messageId", stage, nobody_reason as "nobodyReason",
            received_at as "receivedAt", scheduled_at as "scheduledAt", due_at as "dueAt", overdue,
            to_char(extend_to, 'YYYY-MM-DD') as "extendTo", extension_granted as "extensionGranted",
            ended_at as "endedAt", conclusion, explanation, attachments
       from feedback.support_overview s
       left join feedback.message m on m.id = s.request
      where ($1::text is null or s.case_no = $1)
        and ($2::text is null or asked_of = $2 or $2 = any (assisting))
        and ($3::text is null or s.region = $3)
        and (not $4 or stage not in ('COMPLETED', 'DECLINED', 'cancelled'))
        and (not $6 or overdue) and ($9::text is null or s.id::text = $9)
        and exists (select from unnest(array[asked_of, m.from_region || '.' || m.from_department,
                                             case when s.request is null then s.source end] || assisting) as party
                     where starts_with(party, coalesce($7, '')) and coalesce(split_part(party, '.', 2) = $8, true))
      order by asked_at desc, s.id
      limit $5`,
    [
      filter.caseNumber,
      filter.department,
      filter.region,
      filter.openOnly,
      filter.limit,
      filter.overdueOnly,
      filter.within.regions,
      filter.within.department,
      filter.id ?? null,
    ],
  );
  return rows;
}
