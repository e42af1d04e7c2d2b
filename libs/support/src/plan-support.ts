import {
  beijingDay,
  brandAs,
  deadlineOnDay,
  departmentName,
  kindRules,
  type CaseRef,
  type Clause,
  type DepartmentRef,
  type ItemCode,
  type NewId,
  type PlanDeadline,
  type PlannedDeadline,
  type PlannedMessage,
  type RegionCode,
  type TimeLimit,
} from '#base/contracts';
import type { Procedure } from './procedures.js';

/** What is asked of whom. */
export interface SupportRequest {
  readonly about: CaseRef;
  readonly region: RegionCode;
  readonly item: ItemCode;
  readonly procedure: Procedure;
  readonly content: string;
  readonly place: string | null;
  readonly from: DepartmentRef;
  readonly main: DepartmentRef;
  readonly assisting: readonly DepartmentRef[];
  /** What it is owed under; null where a person named everything. */
  readonly clause: Clause | null;
  /** YYYY-MM-DD; null takes the clause's completion limit. */
  readonly completeBy: string | null;
}

export interface PlanParts {
  readonly planDeadline: PlanDeadline;
  readonly newId: NewId;
  readonly now: Date;
}

/** The messages of a request, the one to the main department first; null without a completion date, since none is guessed. */
export function planSupport(parts: PlanParts, request: SupportRequest): readonly PlannedMessage[] | null {
  const answered = completion(parts, request);
  if (answered?.due.state !== 'due') return null;
  const completeBy = beijingDay(answered.due.at);
  const { main, assisting } = request;
  return [
    message(parts, request, main, { completeBy, duty: 'MAIN' }, [answered]),
    ...assisting.map((to) =>
      message(
        parts,
        request,
        to,
        { completeBy, duty: 'ASSISTING', mainDepartment: departmentName(main) },
        [],
      ),
    ),
  ];
}

const oneDay: TimeLimit = { amount: 1, unit: 'workingDay' };

function completion({ planDeadline, now }: PlanParts, request: SupportRequest): PlannedDeadline | null {
  const { clause, main, completeBy } = request;
  const urgeBefore = clause?.urgeBefore ?? oneDay;
  if (completeBy === null) {
    const limit = clause?.answerWithin ?? null;
    return limit === null ? null : planDeadline(main, now, { expects: 'answered', limit, urgeBefore });
  }
  const { due } = planDeadline(main, now, { expects: 'received', limit: oneDay, urgeBefore });
  return deadlineOnDay('answered', completeBy, now, due.calendarVersion);
}

function message(
  parts: PlanParts,
  request: SupportRequest,
  to: DepartmentRef,
  own: Readonly<Record<string, string>>,
  answers: readonly PlannedDeadline[],
): PlannedMessage {
  const { about, region, item, procedure, content, place, from, clause } = request;
  const deadlines = [firstDeadline(parts, request, to), ...answers];
  return {
    id: brandAs(parts.newId()),
    deliveryId: brandAs(parts.newId()),
    kind: 'tech-support-request',
    region,
    from,
    to,
    key: about.caseNumber,
    about,
    item,
    clause: clause === null ? null : { id: clause.id, version: clause.version },
    claimMode: clause?.claimMode ?? 'explicit',
    receipts: [...new Set(['received' as const, ...deadlines.map(({ expects }) => expects)])],
    deadlines,
    body: {
      procedure,
      source: about.source,
      caseNumber: about.caseNumber,
      item,
      content,
      ...(place === null ? {} : { place }),
      ...own,
    },
    supersedes: null,
    inReplyTo: null,
    createdAt: parts.now,
  };
}

/** The claim where the clause wants one, else the receipt. */
function firstDeadline(
  { planDeadline, now }: PlanParts,
  { clause }: SupportRequest,
  to: DepartmentRef,
): PlannedDeadline {
  const claims = clause?.receipts.includes('claimed') === true;
  return planDeadline(to, now, {
    expects: claims ? 'claimed' : 'received',
    limit: clause?.claimWithin ?? kindRules['tech-support-request'].limits.received ?? oneDay,
    urgeBefore: clause?.urgeBefore ?? oneDay,
  });
}
