import type { CaseRef, Queryable } from '#base/contracts';

/** One accepted revision of a record: where it was read and what it did. */
export interface HistoryEntry {
  readonly kind: string;
  readonly rowKey: string;
  readonly revision: number;
  readonly outcome: string;
  readonly removed: boolean;
  readonly mappingVersion: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly seenAt: Date;
}

export async function selectCaseHistory(
  database: Queryable,
  about: CaseRef,
): Promise<readonly HistoryEntry[]> {
  const { rows } = await database.query<HistoryEntry>(
    `select kind, row_key as "rowKey", revision::float8 as revision, outcome, removed,
            mapping_version as "mappingVersion", topic, partition, record_offset::text as "offset",
            seen_at as "seenAt"
       from unified.history
      where case_no = $2 and source = $1
      order by seen_at, topic, partition, record_offset`,
    [about.source, about.caseNumber],
  );
  return rows;
}
