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
  /** Who corrected the row before it was taken in; null when it is as the department sent it. */
  readonly correctedBy: string | null;
  readonly correctedFields: string | null;
}

export async function selectCaseHistory(
  database: Queryable,
  about: CaseRef,
): Promise<readonly HistoryEntry[]> {
  const { rows } = await database.query<HistoryEntry>(
    `select kind, row_key as "rowKey", revision::float8 as revision, outcome, removed,
            mapping_version as "mappingVersion", topic, partition, record_offset::text as "offset",
            seen_at as "seenAt", c.corrected_by as "correctedBy", c.corrected_fields as "correctedFields"
       from unified.history h
       left join lateral (
         select corrected_by, corrected_fields from ops.parked p
          where p.source = $1 and p.case_no = $2 and p.corrected_at is not null and p.state = 'released'
            and p.topic = h.topic and p.partition = h.partition and p.record_offset = h.record_offset
          limit 1
       ) c on true
      where case_no = $2 and source = $1
      order by seen_at, topic, partition, record_offset`,
    [about.source, about.caseNumber],
  );
  return rows;
}
