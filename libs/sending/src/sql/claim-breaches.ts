import { brandAs, type BreachKind, type SourceId, type SupervisionKey, type Tx } from '#base/contracts';

/** Breaches that are to be looked at again by now, locked; those another process looks at are passed over. */
export async function claimBreaches(tx: Tx, at: Date, most: number): Promise<readonly SupervisionKey[]> {
  const { rows } = await tx.query<{ source: string; kind: BreachKind; record_no: string; row_key: string }>(
    `update feedback.breach
        set retry_at = null
      where id in (select id from feedback.breach where retry_at <= $1 order by id limit $2 for update skip locked)
     returning source, kind, record_no, row_key`,
    [at, most],
  );
  return rows.map((row) => ({
    source: brandAs<SourceId>(row.source),
    kind: row.kind,
    number: row.record_no,
    rowKey: row.row_key,
  }));
}
