import {
  brandAs,
  type Boundary,
  type DepartmentCode,
  type DepartmentRef,
  type ExerciseLevel,
  type ItemCode,
  type RegionCode,
} from '#base/contracts';
import type { BoundaryListDocument, GuidanceDocument, TransferListDocument } from './list-schema.js';
import type { Codes, GuidanceItem, ListHead, RetainedItem, TransferEntry } from './policy-content.js';

/** What a list says of itself. */
export function readHead(list: GuidanceDocument | TransferListDocument | BoundaryListDocument): ListHead {
  const { document: kind, title, version, adoptedBy, adoptedOn, publishedOn, filedOn, copiesTo } = list;
  const held = { title, version, adoptedBy, adoptedOn, publishedOn, filedOn, copiesTo };
  const validFrom = list.document === 'guidance-catalogue' ? null : list.from;
  return { kind, region: brandAs<RegionCode>(list.region), ...held, validFrom };
}

/** What a guidance catalogue asks for. */
export function readGuidance(list: GuidanceDocument): readonly GuidanceItem[] {
  const region = brandAs<RegionCode>(list.region);
  return list.items.map(({ item, levels }) => ({ region, item: brandAs<ItemCode>(item), levels }));
}

/** What a transfer list hands over. */
export function readTransfers(list: TransferListDocument): readonly TransferEntry[] {
  return list.items.map((entry) => ({
    region: brandAs<RegionCode>(list.region),
    item: brandAs<ItemCode>(entry.item),
    list: list.title,
    level: entry.level ?? levelOf(list.region),
    ownChoice: entry.ownChoice,
    codes: codesOf(entry),
    validFrom: entry.from ?? list.from,
    validTo: entry.to,
  }));
}

/** What a transfer list leaves with the departments. */
export function readRetained(list: TransferListDocument): readonly RetainedItem[] {
  return list.retained.map((entry) => ({
    region: brandAs<RegionCode>(list.region),
    item: brandAs<ItemCode>(entry.item),
    because: entry.because,
    reason: entry.reason,
    codes: codesOf(entry),
  }));
}

/** The entries of a boundary list. */
export function readBoundaries(list: BoundaryListDocument): readonly Boundary[] {
  const refer = (text: string): DepartmentRef => departmentRef(text, list.region);
  return list.items.map((entry) => ({
    region: brandAs<RegionCode>(list.region),
    item: brandAs<ItemCode>(entry.item),
    approves: refer(entry.approves),
    supervises: entry.supervises.map(refer),
    enforces: entry.enforces.map(refer),
    standards: refer(entry.standards),
    commitment: entry.commitment,
    duties: entry.duties,
    validFrom: entry.from ?? list.from,
    validTo: entry.to,
  }));
}

/** `370800.zjj`, or `zjj` for a department of the document's own region. */
export function departmentRef(text: string, region: string): DepartmentRef {
  const [first = '', second] = text.split('.');
  return second === undefined
    ? { region: brandAs<RegionCode>(region), department: brandAs<DepartmentCode>(first) }
    : { region: brandAs<RegionCode>(first), department: brandAs<DepartmentCode>(second) };
}

/** The level that lists of a region speak for: a province, a city, or a county, by the zeros of the code. */
export function levelOf(region: string): ExerciseLevel {
  if (region.endsWith('0000')) return 'provincial';
  return region.endsWith('00') ? 'city' : 'county';
}

function codesOf(entry: {
  readonly nationalTaskCode?: string | undefined;
  readonly localTaskCode?: string | undefined;
}): Codes {
  const { nationalTaskCode, localTaskCode } = entry;
  return {
    ...(nationalTaskCode !== undefined && { nationalTaskCode }),
    ...(localTaskCode !== undefined && { localTaskCode }),
  };
}
