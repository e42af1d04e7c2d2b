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
      `update feedback.withheld set asked_at = $2, asked_by = $3
        where source = $1 and asked_at is null and ($4::text is null or reason = $4)`,
      [source, at, by, reason],
    );
    if (messages > 0) {
      await writeAudit(tx, { at, by, action: 'source.tell', subject: source, detail: { messages } });
    }
    return messages;
  });
}
