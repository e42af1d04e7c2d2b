import type { Queryable } from '#base/contracts';

/** One request as the journal keeps it. `subject` is a number or a code, never a person's data. */
export interface JournalLine {
  readonly at: Date;
  readonly actor: string;
  readonly role: string | null;
  readonly method: string;
  readonly route: string;
  readonly address: string;
  readonly subject: string | null;
  readonly purpose: string | null;
  readonly revealed: boolean;
  /** Why it was denied; null when it was allowed. */
  readonly denial: string | null;
}

export async function insertJournal(database: Queryable, line: JournalLine): Promise<void> {
  await database.query(
    `insert into access.journal (at, actor, role, method, route, address, subject, purpose, revealed, outcome, denial)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, case when $10::text is null then 'allowed' else 'denied' end, $10)`,
    [
      line.at,
      line.actor,
      line.role,
      line.method,
      line.route,
      line.address,
      line.subject,
      line.purpose,
      line.revealed,
      line.denial,
    ],
  );
}
