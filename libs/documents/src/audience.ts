import type { DepartmentRef, ItemCode, PolicySnapshot, RegionCode } from '#base/contracts';

/** Whom a document concerns: regions and items as its publisher names them; empty leaves it open. */
export interface Audience {
  readonly regions: readonly RegionCode[];
  readonly items: readonly ItemCode[];
}

/**
 * The approval bureaus concerned. Named regions count as named; with items only, every bureau within the publisher's territory to which
 * one of them is transferred on that day; with neither, the bureau of the publisher's own region. The publisher is never among them.
 */
export function bureausFor(
  policy: PolicySnapshot,
  publisher: DepartmentRef,
  { regions, items }: Audience,
  day: string,
): readonly DepartmentRef[] {
  const concerned = (region: RegionCode): boolean =>
    items.length === 0 || items.some((item) => policy.transferred(region, item, day));
  return regionsFor(policy, publisher.region, { regions, items })
    .filter(concerned)
    .flatMap((region) => policy.approvalBureau(region) ?? [])
    .filter(({ region, department }) => region !== publisher.region || department !== publisher.department)
    .map(({ region, department }) => ({ region, department }));
}

function regionsFor(
  policy: PolicySnapshot,
  own: RegionCode,
  { regions, items }: Audience,
): readonly RegionCode[] {
  if (regions.length > 0) return [...new Set(regions)];
  if (items.length === 0) return [own];
  const territory = own.replace(/(00){1,2}$/, '');
  const within = policy.departments.filter(
    ({ role, region }) => role === 'approval' && region.startsWith(territory),
  );
  return [...new Set(within.map(({ region }) => region))];
}
