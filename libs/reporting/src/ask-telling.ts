import type { Clock, Transactions } from '#base/contracts';
import { writeAudit } from '#base/postgres';

/** Asks normalise to tell what was withheld of a source, all of it or what came by one `reason`; notes who asked. Answers how many messages that concerns. */
export async function askTelling(
  database: Transactions,
  clock: Clock,
  { source, reason }: { readonly source: string; readonly reason: string | null },
  by: string,
): Promise<number> {
  const at = clock.now();
  return database.transaction(async (tx) => {
    const { rowCount: messages } = await tx.query(
      // Locked in the order in which deciding locks them, so that asking beside a live change waits and no more.
      `with asked as materialized (
         select case_no, region, department, kind
           from feedback.withheld
          where source = $1 and asked_at is null and ($4::text is null or reason = $4)
          order by case_no, region, department, kind
            for update
       )
       update feedback.withheld w set asked_at = $2, asked_by = $3
         from asked
        where w.source = $1 and (w.case_no, w.region, w.department, w.kind)
                              = (asked.case_no, asked.region, asked.department, asked.kind)`,
      [source, at, by, reason],
    );
    if (messages > 0) {
      await writeAudit(tx, { at, by, action: 'source.tell', subject: source, detail: { messages } });
    }
    return messages;
  });
}
