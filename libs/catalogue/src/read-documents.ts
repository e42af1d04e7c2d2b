import {
  brandAs,
  type CalendarData,
  type DepartmentCode,
  type ItemCode,
  type ReceiptType,
  type RegionCode,
} from '#base/contracts';
import { expandRun } from './day-runs.js';
import type {
  CalendarDocument,
  DepartmentDocument,
  MemorandumDocument,
  TransferListDocument,
} from './document-schema.js';
import type {
  ClauseEntry,
  DepartmentEntry,
  Memorandum,
  RetainedItem,
  TransferEntry,
} from './policy-content.js';

/** A department document as an entry. */
export function readDepartment(document: DepartmentDocument): DepartmentEntry {
  const { document: _, region, department, ...rest } = document;
  return { region: brandAs<RegionCode>(region), department: brandAs<DepartmentCode>(department), ...rest };
}

/** What the transfer lists hand over and what they leave with the departments. */
export function readTransfers(lists: readonly TransferListDocument[]): {
  readonly transfers: readonly TransferEntry[];
  readonly retained: readonly RetainedItem[];
} {
  return {
    transfers: lists.flatMap((list) =>
      list.items.map((entry) => ({
        region: brandAs<RegionCode>(list.region),
        item: brandAs<ItemCode>(entry.item),
        list: list.title,
        validFrom: entry.from ?? list.from,
        validTo: entry.to,
      })),
    ),
    retained: lists.flatMap((list) =>
      list.retained.map((entry) => ({
        region: brandAs<RegionCode>(list.region),
        item: brandAs<ItemCode>(entry.item),
        reason: entry.reason,
      })),
    ),
  };
}

/** A memorandum with its clauses; what a clause leaves out stands in the memorandum's terms. */
export function readMemorandum(document: MemorandumDocument): {
  readonly memorandum: Memorandum;
  readonly clauses: readonly ClauseEntry[];
} {
  const region = brandAs<RegionCode>(document.region);
  const to = {
    region: brandAs<RegionCode>(document.supervision.region),
    department: brandAs<DepartmentCode>(document.supervision.department),
  };
  const from = brandAs<DepartmentCode>(document.approval);
  const { id, title, signedOn } = document;
  return {
    memorandum: { id, title, region, approval: from, supervision: to, signedOn },
    clauses: document.clauses.map((clause) => {
      const { from: validFrom, to: validTo, receipts, ...rest } = withTerms(document.terms, clause);
      return {
        ...rest,
        id: clause.id ?? `${id}-${clause.item}`,
        version: clause.version,
        memorandum: id,
        region,
        item: brandAs<ItemCode>(clause.item),
        from,
        to,
        receipts: owed(receipts, rest.answerWithin !== null),
        validFrom,
        validTo,
        boundary: clause.boundary,
        note: clause.note,
      };
    }),
  };
}

type Terms = MemorandumDocument['terms'];

function withTerms(terms: Terms, clause: MemorandumDocument['clauses'][number]): Terms {
  return {
    kind: clause.kind ?? terms.kind,
    profile: clause.profile ?? terms.profile,
    claimMode: clause.claimMode ?? terms.claimMode,
    claimWithin: clause.claimWithin ?? terms.claimWithin,
    receipts: clause.receipts ?? terms.receipts,
    answerWithin: clause.answerWithin === undefined ? terms.answerWithin : clause.answerWithin,
    urgeBefore: clause.urgeBefore ?? terms.urgeBefore,
    from: clause.from ?? terms.from,
    to: clause.to === undefined ? terms.to : clause.to,
  };
}

function owed(receipts: readonly ReceiptType[], answer: boolean): readonly ReceiptType[] {
  return answer && !receipts.includes('answered') ? [...receipts, 'answered'] : receipts;
}

/** The calendar document with its runs of days written out. */
export function readCalendarDocument(document: CalendarDocument): CalendarData {
  const { version, publishedFrom, publishedUntil } = document;
  return {
    version,
    publishedFrom,
    publishedUntil,
    years: Object.entries(document.years).map(([year, { off, work }]) => ({
      year: Number(year),
      off: off.flatMap((run) => expandRun(run, `${year}-`)),
      work: work.flatMap((run) => expandRun(run, `${year}-`)),
    })),
    regions: document.regions.map(({ region, off, work }) => ({
      region,
      off: off.flatMap((run) => expandRun(run)),
      work: work.flatMap((run) => expandRun(run)),
    })),
  };
}
