import type { CaseNumber, Queryable, SourceId, Tx } from '#base/contracts';
import type { Partition } from './fence.js';

/** What is parked of one case: where the first lies, since when the oldest that waits for nobody is there, how many wait behind. */
export interface OpenKey {
  readonly caseNumber: CaseNumber;
  readonly first: bigint;
  /** Null where only waiting records are left, which are about to go on. */
  readonly since: Date | null;
  readonly waiting: number;
}

/** What is parked of these cases in a partition; the records at `besides` are not counted, since they are being decided on. */
export async function readOpenKeys(
  tx: Tx,
  source: SourceId,
  { topic, partition }: Partition,
  cases: readonly CaseNumber[],
  besides: readonly bigint[],
): Promise<readonly OpenKey[]> {
  const { rows } = await tx.query<Omit<OpenKey, 'first'> & { readonly first: string }>(
    `select case_no as "caseNumber", min(record_offset)::text as first,
            min(parked_at) filter (where cause <> 'waiting') as since,
            count(*) filter (where cause = 'waiting')::int as waiting
       from ops.parked
      where source = $1 and case_no = any ($2::text[]) and state in ('parked', 'releasing')
        and cause in ('parse', 'map', 'validate', 'put', 'waiting')
        and topic = $3 and partition = $4 and record_offset <> all ($5::bigint[])
      group by case_no`,
    [source, cases, topic, partition, besides.map(String)],
  );
  return rows.map((row) => ({ ...row, first: BigInt(row.first) }));
}

/**
 * Lets go what waits for nobody any more: the record before it was released or set aside, is on its way out, or the wait is over. They are
 * released like any other, after the record they waited for. Answers how many.
 */
export async function freeWaiting(database: Queryable, at: Date): Promise<number> {
  const { rowCount } = await database.query(
    `update ops.parked
        set state = 'releasing'
      where id = any (array(
              select w.id
                from ops.parked w
               where w.cause = 'waiting' and w.state = 'parked'
                 and (w.wait_until <= $1
                      or not exists (select from ops.parked b
                                      where b.source = w.source and b.case_no = w.case_no and b.state = 'parked'
                                        and b.cause in ('parse', 'map', 'validate', 'put')
                                        and b.topic = w.topic and b.partition = w.partition
                                        and b.record_offset < w.record_offset))
               order by w.id
                 for update skip locked))`,
    [at],
  );
  return rowCount;
}
