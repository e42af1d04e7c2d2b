import {
  departmentName,
  type Boundary,
  type Clause,
  type Contact,
  type Item,
  type ItemCode,
  type MessageKind,
  type PolicySnapshot,
  type Transfer,
} from '#base/contracts';
import type { DepartmentEntry } from './policy-content.js';

/** What a snapshot is made from. `retired` are clause versions the newest edition no longer has. */
export interface SnapshotParts {
  readonly version: string;
  readonly departments: readonly DepartmentEntry[];
  readonly items: readonly Item[];
  readonly transfers: readonly Transfer[];
  readonly boundaries: readonly Boundary[];
  readonly clauses: readonly Clause[];
  readonly retired: readonly Clause[];
}

interface Dated {
  readonly validFrom: string;
  readonly validTo: string | null;
}

/** Indexes policy in memory, so that a decision costs a few look-ups. The snapshot never changes; a newer edition is another snapshot. */
export function openSnapshot(parts: SnapshotParts): PolicySnapshot {
  const departments = new Map(parts.departments.map((entry) => [departmentName(entry), entry]));
  const bureaus = new Map(
    parts.departments.filter((entry) => entry.role === 'approval').map((entry) => [entry.region, entry]),
  );
  const items = new Map(
    parts.items.flatMap((item) => item.aliases.map((alias) => [alias.code, item] as const)),
  );
  const transfers = Map.groupBy(parts.transfers, (entry) => `${entry.region} ${entry.item}`);
  const boundaries = Map.groupBy(parts.boundaries, (entry) => `${entry.region} ${entry.item}`);
  const rules = Map.groupBy(parts.clauses, (clause) => ruleKey(clause.kind, clause.region, clause.item));
  const spokenOf = codesByKind(parts);
  const versions = new Map(
    [...parts.retired, ...parts.clauses].map((clause) => [`${clause.id} ${clause.version}`, clause]),
  );
  const bonds = new Set(parts.clauses.flatMap(bondsOf));
  return Object.freeze<PolicySnapshot>({
    version: parts.version,
    departments: parts.departments,
    department: (ref) => departments.get(departmentName(ref)) ?? null,
    contact: (of, item) => contactOf(departments.get(departmentName(of)), item),
    approvalBureau: (region) => bureaus.get(region) ?? null,
    findItem: (codes) => codes.map((code) => items.get(code)).find((item) => item !== undefined) ?? null,
    clauses: (kind, region, item, date) =>
      newestVersions(
        (rules.get(ruleKey(kind, region, item)) ?? []).filter((clause) => inForce(clause, date)),
      ).flatMap(perTarget),
    clauseVersions: (kind, region, item) => (rules.get(ruleKey(kind, region, item)) ?? []).flatMap(perTarget),
    codesSpokenOf: (kind) => spokenOf.get(kind) ?? [],
    clause: (id, version) => versions.get(`${id} ${version}`) ?? null,
    transferred: (region, item, date) =>
      (transfers.get(`${region} ${item}`) ?? []).some((entry) => inForce(entry, date)),
    boundary: (region, item, date) =>
      (boundaries.get(`${region} ${item}`) ?? []).find((entry) => inForce(entry, date)) ?? null,
    partners: (one, other) => bonds.has(`${departmentName(one)} ${departmentName(other)}`),
  });
}

function codesByKind({ clauses, items }: SnapshotParts): ReadonlyMap<MessageKind, readonly string[]> {
  const codes = new Map(items.map(({ code, aliases }) => [code, aliases.map((alias) => alias.code)]));
  const named = Map.groupBy(clauses, ({ kind }) => kind);
  return new Map(
    [...named].map(([kind, ofKind]) => [
      kind,
      [...new Set(ofKind.map(({ item }) => item))].flatMap((item) => codes.get(item) ?? []),
    ]),
  );
}

function contactOf(entry: DepartmentEntry | undefined, item: ItemCode | null): Contact {
  const own = entry?.liaisons.find(({ items }) => item !== null && items.includes(item));
  return { liaison: own?.liaison ?? entry?.liaison ?? null, leader: entry?.leader ?? null };
}

function perTarget(clause: Clause): readonly Clause[] {
  return clause.targets.length === 1 ? [clause] : clause.targets.map((to) => ({ ...clause, to }));
}

/** A clause binds the bureau and each of its targets, both ways. */
function bondsOf({ region, from, targets }: Clause): readonly string[] {
  const one = departmentName({ region, department: from });
  return targets.map(departmentName).flatMap((other) => [`${one} ${other}`, `${other} ${one}`]);
}

function ruleKey(kind: MessageKind, region: string, item: string): string {
  return `${kind} ${region} ${item}`;
}

function inForce(dated: Dated, date: string): boolean {
  return dated.validFrom <= date && (dated.validTo === null || date <= dated.validTo);
}

function newestVersions(clauses: readonly Clause[]): readonly Clause[] {
  return clauses.filter(
    (clause) => !clauses.some((other) => other.id === clause.id && other.version > clause.version),
  );
}
