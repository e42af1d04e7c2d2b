import type { Clause, Department, DepartmentRef, Item, Transfer } from '#base/contracts';

/** What the generator must know of the policy: plain lists, so that it can count for itself what a case owes to whom. */
export interface SamplePolicy {
  readonly departments: readonly Department[];
  readonly items: readonly Item[];
  readonly transfers: readonly Transfer[];
  readonly clauses: readonly Clause[];
}

/** An item in a region: what a case is about. */
export interface Subject {
  readonly region: string;
  readonly item: Item;
}

interface Dated {
  readonly validFrom: string;
  readonly validTo: string | null;
}

function inForce(entry: Dated, day: string): boolean {
  return entry.validFrom <= day && (entry.validTo === null || day <= entry.validTo);
}

function decisionClauses(policy: SamplePolicy, subject: Subject): readonly Clause[] {
  return policy.clauses.filter(
    (clause) =>
      clause.kind === 'license-decision' &&
      clause.region === subject.region &&
      clause.item === subject.item.code,
  );
}

/** Whom a licence granted on a day must be told to; every department once. */
export function owedTo(policy: SamplePolicy, subject: Subject, day: string): readonly DepartmentRef[] {
  const transferred = policy.transfers.some(
    (entry) => entry.region === subject.region && entry.item === subject.item.code && inForce(entry, day),
  );
  if (!transferred) return [];
  const told = decisionClauses(policy, subject).filter((clause) => inForce(clause, day));
  return [
    ...new Map(told.map((clause) => [`${clause.to.region}.${clause.to.department}`, clause.to])).values(),
  ];
}

/** Subjects sorted by what the policy says about them on a day. */
export interface Cast {
  readonly ordinary: readonly Subject[];
  readonly twoSupervisors: readonly Subject[];
  readonly notTransferred: readonly Subject[];
  readonly withoutMemorandum: readonly Subject[];
  /** Clauses exist, but none is in force: run out, or not begun. */
  readonly outOfForce: readonly Subject[];
}

/** Casts the items of a policy; `supervisor` keeps the ordinary ones to those that this department must be told about. */
export function castOf(policy: SamplePolicy, day: string, supervisor: string | null): Cast {
  const regions = policy.departments.filter(({ role }) => role === 'approval').map(({ region }) => region);
  const home = regions[0] ?? '370800';
  const isTransferred = (subject: Subject): boolean =>
    policy.transfers.some(({ region, item }) => region === subject.region && item === subject.item.code);
  const subjects = policy.items.flatMap((item) => regions.map((region) => ({ region, item })));
  const transferred = subjects.filter(isTransferred);
  const told = (subject: Subject) => owedTo(policy, subject, day);
  const concerns = (subject: Subject): boolean =>
    told(subject).some(({ department }) => supervisor === null || department === supervisor);
  const silent = transferred.filter((subject) => told(subject).length === 0);
  return {
    ordinary: transferred.filter(concerns),
    twoSupervisors: transferred.filter((subject) => concerns(subject) && told(subject).length > 1),
    notTransferred: policy.items
      .map((item) => ({ region: home, item }))
      .filter(({ item }) => !policy.transfers.some((entry) => entry.item === item.code)),
    withoutMemorandum: silent.filter((subject) => decisionClauses(policy, subject).length === 0),
    outOfForce: silent.filter((subject) => decisionClauses(policy, subject).length > 0),
  };
}
