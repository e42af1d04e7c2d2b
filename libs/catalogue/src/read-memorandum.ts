import {
  brandAs,
  kindRules,
  type ClauseDirection,
  type DepartmentCode,
  type DepartmentRef,
  type ItemCode,
  type LadderStep,
  type MessageKind,
  type ReceiptType,
  type RegionCode,
} from '#base/contracts';
import { defaultLadder } from './default-ladder.js';
import type { MemorandumDocument } from './memorandum-schema.js';
import type { ClauseEntry, Memorandum } from './policy-content.js';
import { departmentRef } from './read-lists.js';

type Terms = MemorandumDocument['terms'];
type ClauseDocument = MemorandumDocument['clauses'][number];

/** Which way a kind goes when its clause does not say: what departments say first goes to the approval bureau, all else from it. */
function directionOf(kind: MessageKind): ClauseDirection {
  return kindRules[kind].senders[0] === 'supervision' ? 'supervision-to-approval' : 'approval-to-supervision';
}

/** A memorandum with its clauses; what a clause leaves out stands in the memorandum's terms. */
export function readMemorandum(document: MemorandumDocument): {
  readonly memorandum: Memorandum;
  readonly clauses: readonly ClauseEntry[];
} {
  const { id, title, signedOn } = document;
  const supervision: DepartmentRef = {
    region: brandAs<RegionCode>(document.supervision.region),
    department: brandAs<DepartmentCode>(document.supervision.department),
  };
  const memorandum: Memorandum = {
    id,
    title,
    region: brandAs<RegionCode>(document.region),
    approval: brandAs<DepartmentCode>(document.approval),
    supervision,
    signedOn,
  };
  return {
    memorandum,
    clauses: document.clauses.flatMap((clause) => readClause(memorandum, document.terms, clause)),
  };
}

/** The clause as an entry; none when a term is missing, which the schema has refused before. */
function readClause(memorandum: Memorandum, common: Terms, own: ClauseDocument): readonly ClauseEntry[] {
  const said = { ...common, ...own };
  const terms = wholeTerms(said);
  if (terms === null) return [];
  const direction = said.direction ?? directionOf(terms.kind);
  const suffix = terms.kind === 'license-decision' ? '' : `-${terms.kind}`;
  return [
    {
      ...terms,
      id: own.id ?? `${memorandum.id}-${own.item}${suffix}`,
      version: own.version,
      memorandum: memorandum.id,
      region: memorandum.region,
      item: brandAs<ItemCode>(own.item),
      direction,
      ...parties(memorandum, direction, said.targets),
      materials: said.materials ?? [],
      ladder: (said.ladder ?? defaultLadder(terms.urgeBefore)).toSorted(earlier),
      support: said.support ?? null,
      boundary: own.boundary,
      note: own.note,
    },
  ];
}

type WholeTerms = Pick<
  ClauseEntry,
  | 'kind'
  | 'profile'
  | 'claimMode'
  | 'claimWithin'
  | 'receipts'
  | 'answerWithin'
  | 'urgeBefore'
  | 'validFrom'
  | 'validTo'
>;

function wholeTerms(said: Terms): WholeTerms | null {
  const { kind, profile, claimMode, claimWithin, receipts, answerWithin, urgeBefore, from, to } = said;
  if (kind === undefined || profile === undefined || claimMode === undefined) return null;
  if (claimWithin === undefined || receipts === undefined || answerWithin === undefined) return null;
  if (urgeBefore === undefined || from === undefined || to === undefined) return null;
  return {
    kind,
    profile,
    claimMode,
    claimWithin,
    receipts: owed(receipts, answerWithin !== null),
    answerWithin,
    urgeBefore,
    validFrom: from,
    validTo: to,
  };
}

/** Who tells whom: the two sides of the paper, unless the clause names its targets. */
function parties(
  { region, approval, supervision }: Memorandum,
  direction: ClauseDirection,
  named: readonly string[] | undefined,
): Pick<ClauseEntry, 'from' | 'to' | 'targets'> {
  const outward = direction === 'approval-to-supervision';
  const other = outward ? supervision : { region, department: approval };
  const targets = named?.map((text) => departmentRef(text, region)) ?? [other];
  return { from: outward ? approval : supervision.department, to: targets[0] ?? other, targets };
}

const minutesOf = { minute: 1, hour: 60, naturalDay: 1440, workingDay: 1441 } as const;

/** By time; between units a day counts as one, since only a calendar knows more. */
function earlier(one: LadderStep, other: LadderStep): number {
  return one.offset * minutesOf[one.unit] - other.offset * minutesOf[other.unit];
}

function owed(receipts: readonly ReceiptType[], answer: boolean): readonly ReceiptType[] {
  return answer && !receipts.includes('answered') ? [...receipts, 'answered'] : receipts;
}
