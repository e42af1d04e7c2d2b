import type { CaseNumber, Queryable } from '#base/contracts';

/** A row as last published; the digest as 32 hex digits. */
export interface PublishedRow {
  readonly key: string;
  readonly caseNumber: CaseNumber;
  readonly hash: string;
}

/** What was last published of these keys. */
export async function findSnapshot(
  database: Queryable,
  stream: number,
  keys: readonly string[],
): Promise<readonly PublishedRow[]> {
  const { rows } = await database.query<PublishedRow>(
    `select row_key as key, case_no as "caseNumber", replace(hash::text, '-', '') as hash
       from intake.snapshot
      where stream = $1 and row_key = any ($2::text[])`,
    [stream, keys],
  );
  return rows;
}
