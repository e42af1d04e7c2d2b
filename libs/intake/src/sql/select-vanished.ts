import type { CaseNumber, Queryable } from '#base/contracts';

/** A row that a complete pass did not meet. */
export interface VanishedRow {
  readonly key: string;
  readonly caseNumber: CaseNumber;
}

/** Rows last met before this pass, up to `most` of them. */
export async function selectVanished(
  database: Queryable,
  stream: number,
  pass: bigint,
  most: number,
): Promise<readonly VanishedRow[]> {
  const { rows } = await database.query<VanishedRow>(
    `select row_key as key, case_no as "caseNumber"
       from intake.snapshot
      where stream = $1 and pass < $2
      order by row_key
      limit $3`,
    [stream, pass.toString(), most],
  );
  return rows;
}
