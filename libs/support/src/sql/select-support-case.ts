import { brandAs, type CaseNumber, type CaseRef, type Queryable, type RegionCode } from '#base/contracts';

/** What is known of a case that support is asked for. */
export interface SupportCase {
  readonly about: CaseRef;
  readonly region: RegionCode | null;
  readonly itemCodes: readonly string[];
}

interface Row {
  readonly source: string;
  readonly region: string | null;
  readonly item_codes: readonly string[];
}

/** The cases of a number, of one source or of all. */
export async function selectSupportCases(
  database: Queryable,
  caseNumber: CaseNumber,
  source: string | null,
): Promise<readonly SupportCase[]> {
  const { rows } = await database.query<Row>(
    `select source, region, item_codes from unified.case_status
      where case_no = $1 and ($2::text is null or source = $2) order by source`,
    [caseNumber, source],
  );
  return rows.map((row) => ({
    about: { source: brandAs(row.source), caseNumber },
    region: row.region === null ? null : brandAs(row.region),
    itemCodes: row.item_codes,
  }));
}
