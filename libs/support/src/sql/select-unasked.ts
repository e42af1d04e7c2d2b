import { brandAs, type CaseRef, type Queryable, type RegionCode } from '#base/contracts';

/** An open special procedure that nobody has been asked for. */
export interface UnaskedProcedure {
  readonly about: CaseRef;
  readonly rowKey: string;
  readonly type: string;
  readonly name: string;
  readonly startedAt: Date;
  readonly place: string | null;
  readonly reason: string | null;
  readonly region: RegionCode;
  readonly itemCodes: readonly string[];
  readonly itemName: string | null;
}

interface Row {
  readonly source: string;
  readonly case_no: string;
  readonly row_key: string;
  readonly type: string;
  readonly name: string;
  readonly started_at: Date;
  readonly place: string | null;
  readonly reason: string | null;
  readonly region: string;
  readonly item_codes: readonly string[];
  readonly item_name: string | null;
}

/** Open procedures whose name matches or that are hearings, of cases whose region and item are known; the longest open first. */
export async function selectUnasked(
  database: Queryable,
  named: string,
  limit: number,
): Promise<readonly UnaskedProcedure[]> {
  const { rows } = await database.query<Row>(
    `select p.source, p.case_no, p.row_key, p.procedure_type as type, concat_ws(' ', p.procedure_name, p.name) as name,
            p.started_at, p.place, p.reason, c.region, c.item_codes, c.item_name
       from unified.special_procedure p
       join unified.case_status c on c.source = p.source and c.case_no = p.case_no
      where p.ended_at is null and not p.removed and p.started_at is not null
        and (p.procedure_type = 'HEARING' or concat_ws(' ', p.procedure_name, p.name) ~ $1)
        and c.region is not null and cardinality(c.item_codes) > 0 and c.state not in ('CLOSED', 'VOIDED')
        and not exists (select 1 from feedback.support s
                         where s.source = p.source and s.case_no = p.case_no and s.row_key = p.row_key)
      order by p.started_at
      limit $2`,
    [named, limit],
  );
  return rows.map((row) => ({
    about: { source: brandAs(row.source), caseNumber: brandAs(row.case_no) },
    rowKey: row.row_key,
    type: row.type,
    name: row.name,
    startedAt: row.started_at,
    place: row.place,
    reason: row.reason,
    region: brandAs(row.region),
    itemCodes: row.item_codes,
    itemName: row.item_name,
  }));
}
