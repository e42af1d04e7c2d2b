import {
  departmentName,
  type CaseRef,
  type DepartmentRef,
  type ItemCode,
  type RegionCode,
  type Tx,
} from '#base/contracts';
import type { Procedure } from '../procedures.js';

/** A request as it is noted; `request` null says that nobody was asked. */
export interface SupportRow {
  readonly id: string;
  readonly about: CaseRef;
  /** The special procedure that started it; null where a person did. */
  readonly rowKey: string | null;
  readonly region: RegionCode;
  readonly item: ItemCode | null;
  readonly procedure: Procedure;
  readonly startedBy: string;
  readonly askedAt: Date;
  readonly asked: {
    readonly request: string;
    readonly main: DepartmentRef;
    readonly assisting: readonly DepartmentRef[];
  } | null;
  readonly nobodyReason: string | null;
}

/** Notes the request; false when the procedure has been asked for already. The message it names is in the same transaction. */
export async function insertSupport(tx: Tx, row: SupportRow): Promise<boolean> {
  const { id, about, rowKey, region, item, procedure, startedBy, askedAt, asked, nobodyReason } = row;
  const { rowCount } = await tx.query(
    `insert into feedback.support
       (id, source, case_no, row_key, region, item, procedure, started_by, asked_at, main, assisting, request, nobody_reason)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
     on conflict (source, case_no, row_key) do nothing`,
    [
      id,
      about.source,
      about.caseNumber,
      rowKey,
      region,
      item,
      procedure,
      startedBy,
      askedAt,
      asked === null ? null : departmentName(asked.main),
      asked?.assisting.map(departmentName) ?? [],
      asked?.request ?? null,
      nobodyReason,
    ],
  );
  return rowCount === 1;
}
