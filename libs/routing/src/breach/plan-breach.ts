import {
  brandAs,
  type CaseRef,
  type Clause,
  type DeliveryId,
  type DepartmentRef,
  type Item,
  type LicensedCase,
  type MessageId,
  type PlannedMessage,
  type RegionCode,
  type ToldBreach,
} from '#base/contracts';
import { deadlinesOf, obligationOf, usualObligation, type Obligation } from '../plan-obligation.js';
import type { BreachInput } from './breach-input.js';

/** One bureau to tell of a breach, by which clause, about which of its cases. */
export interface BreachTelling {
  readonly reporter: DepartmentRef;
  readonly to: DepartmentRef;
  readonly clause: Clause | null;
  readonly item: Item | null;
  readonly newest: LicensedCase;
  readonly cases: readonly LicensedCase[];
}

type Body = PlannedMessage['body'];

/** The message of a telling; `told` is what the bureau had before. */
export function planBreach(
  input: BreachInput,
  telling: BreachTelling,
  told: ToldBreach | null,
): PlannedMessage {
  const { clause, item, reporter, to, newest } = telling;
  return compose(input, {
    region: clause?.region ?? brandAs<RegionCode>(newest.region ?? to.region),
    from: reporter,
    to,
    about: told?.about ?? refOf(newest),
    item: item?.code ?? null,
    clause: clause === null ? null : { id: clause.id, version: clause.version },
    obligation: owedFor(input, to, clause),
    ...said(input, telling, told),
  });
}

/** The first message reports, a later one corrects and supersedes. */
function said(
  input: BreachInput,
  telling: BreachTelling,
  told: ToldBreach | null,
): Pick<PlannedMessage, 'body' | 'supersedes'> {
  return told === null
    ? { body: bodyOf(input, telling, 'reported'), supersedes: null }
    : { body: bodyOf(input, telling, 'corrected'), supersedes: told.messageId };
}

function owedFor(
  { breach, now, planDeadline }: BreachInput,
  to: DepartmentRef,
  clause: Clause | null,
): Obligation {
  return clause === null
    ? usualObligation(planDeadline, breach.content.kind, to, now)
    : obligationOf(planDeadline, clause, { now, answerFrom: now, answers: true });
}

type Parts = Pick<
  PlannedMessage,
  'region' | 'from' | 'to' | 'about' | 'item' | 'clause' | 'body' | 'supersedes'
> & {
  readonly obligation: Obligation;
};

function compose(input: BreachInput, { obligation, ...parts }: Parts): PlannedMessage {
  return {
    ...parts,
    id: brandAs<MessageId>(input.newId()),
    deliveryId: brandAs<DeliveryId>(input.newId()),
    kind: input.breach.content.kind,
    key: parts.about?.caseNumber ?? input.record.number,
    claimMode: obligation.claimMode,
    receipts: obligation.receipts,
    deadlines: deadlinesOf(obligation),
    inReplyTo: null,
    createdAt: input.now,
  };
}

/** Takes a message back: what was told, marked as withdrawn. Null where it was taken back before. */
export function withdrawnBreach(
  input: BreachInput,
  reporter: DepartmentRef,
  told: ToldBreach,
): PlannedMessage | null {
  if (!standsStill(told)) return null;
  const record = renewed(input, recordOf(told.body), 'withdrawn');
  return amend(input, reporter, told, { ...told.body, record });
}

/** Whether what was told has not been taken back. */
export function standsStill({ body }: ToldBreach): boolean {
  return recordOf(body)['change'] !== 'withdrawn';
}

/** Says anew what the record says now to whom it was told before, about the same cases. Null where nothing differs. */
export function restatedBreach(
  input: BreachInput,
  reporter: DepartmentRef,
  told: ToldBreach,
): PlannedMessage | null {
  const { body } = input.breach.content;
  const record = renewed(input, recordOf(told.body), 'corrected');
  const message = amend(input, reporter, told, { ...told.body, ...body, record });
  return sameContent(told.body, message.body) ? null : message;
}

function amend(
  input: BreachInput,
  reporter: DepartmentRef,
  { to, about, clause, messageId }: ToldBreach,
  body: Body,
): PlannedMessage {
  return compose(input, {
    region: to.region,
    from: reporter,
    to,
    about,
    item: null,
    clause,
    obligation: owedFor(input, to, null),
    body,
    supersedes: messageId,
  });
}

function recordOf(body: Body): Body {
  const record = body['record'];
  return typeof record === 'object' && record !== null ? { ...record } : {};
}

function renewed(input: BreachInput, record: Body, change: string): Body {
  return { ...record, revision: input.record.revision, change };
}

function bodyOf(
  { breach, record, policy }: BreachInput,
  { cases, newest }: BreachTelling,
  change: string,
): Body {
  const { holderName: name, holderId: id } = breach;
  const { source, kind, number, revision } = record;
  return {
    ...breach.content.body,
    ...licenceOf(newest),
    ...(fits(name) && { holder: { name, ...(id !== null && { id }) } }),
    cases: cases.map((one) => {
      const item = policy.findItem(one.itemCodes);
      const named = { item: item?.code ?? null, itemName: item?.name ?? one.itemName };
      return { ...refOf(one), ...named, licenceNumber: one.licenceNumber };
    }),
    record: { source, kind, number, revision, change },
  };
}

function licenceOf(newest: LicensedCase): { readonly licence?: Body } {
  const number = newest.licenceNumber ?? newest.approvalNumber;
  const name = newest.licenceName;
  return fits(number) ? { licence: { ...(fits(name) && { name }), number } } : {};
}

function refOf({ source, caseNumber }: LicensedCase): CaseRef {
  return { source, caseNumber };
}

const mostLetters = 200;

/** A number cut short would name another licence, so a text that is too long is left out. */
function fits(text: string | null): boolean {
  return text !== null && text !== '' && text.length <= mostLetters;
}

/** Whether two bodies say the same; which edition of the record says it does not matter, unless one takes it back. */
export function sameContent(told: Body, now: Body): boolean {
  return JSON.stringify(comparable(told)) === JSON.stringify(comparable(now));
}

function comparable(body: Body): unknown {
  const record = recordOf(body);
  const withdrawn = record['change'] === 'withdrawn';
  return sorted({ ...body, record: { ...record, revision: 0, change: withdrawn } });
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return entries.map(([name, inner]) => [name, sorted(inner)]);
}
