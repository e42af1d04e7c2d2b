import { brandAs, type ItemCode, type RegionCode } from '#base/contracts';
import type { PolicyContent } from '#libs/catalogue';

const leftOut = 100;

/** A made-up province for measuring: every city transfers every item but one in a hundred, which the report has to find. */
export function provinceContent(cities: number, items: number): PolicyContent {
  const codes = Array.from({ length: items }, (_, at) => brandAs<ItemCode>(`item-${at}`));
  const regions = Array.from({ length: cities }, (_, at) => brandAs<RegionCode>(String(370100 + at * 100)));
  const said = {
    adoptedBy: null,
    adoptedOn: null,
    publishedOn: '2024-01-01',
    filedOn: '2024-01-02',
    copiesTo: [],
  };
  return {
    departments: [],
    items: codes.map((code, at) => ({
      code,
      name: `事项${at}`,
      field: '示例',
      codes: { nationalCatalogCode: String(100_000_000_000 + at) },
      aliases: [{ system: 'nationalCatalogCode', code: String(100_000_000_000 + at) }],
      linked: at % leftOut === 2 ? [brandAs<ItemCode>(`item-${at + 1}`)] : [],
    })),
    lists: regions.map((region) => ({
      kind: 'transfer-list',
      region,
      title: region,
      version: '1',
      validFrom: '2024-01-01',
      ...said,
    })),
    guidance: codes.map((item) => ({ region: brandAs<RegionCode>('370000'), item, levels: ['city'] })),
    transfers: regions.flatMap((region) =>
      codes
        .filter((_, at) => at % leftOut !== 0)
        .map((item, at) => ({
          region,
          item,
          list: region,
          level: 'city' as const,
          ownChoice: false,
          codes: { localTaskCode: `${region}${at}` },
          validFrom: '2024-01-01',
          validTo: null,
        })),
    ),
    retained: [],
    boundaries: [],
    memoranda: [],
    clauses: [],
    calendar: {
      version: 'none',
      publishedFrom: '2024-01-01',
      publishedUntil: '2024-12-31',
      years: [],
      regions: [],
    },
  };
}
