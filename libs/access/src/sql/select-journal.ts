import type { Queryable } from '#base/contracts';
import type { JournalLine } from './insert-journal.js';

/** What to look for; null leaves a bound out. */
export interface JournalFilter {
  readonly actor: string | null;
  readonly subject: string | null;
  readonly denied: boolean;
  readonly before: Date | null;
  readonly limit: number;
}

/** The latest lines first. */
export async function selectJournal(
  database: Queryable,
  { actor, subject, denied, before, limit }: JournalFilter,
): Promise<readonly JournalLine[]> {
  const { rows } = await database.query<JournalLine>(
    `select at, actor, role, method, route, address, subject, purpose, revealed, denial
       from access.journal
      where ($1::text is null or actor = $1)
        and ($2::text is null or subject = $2)
        and (not $3 or outcome = 'denied')
        and ($4::timestamptz is null or at < $4)
      order by at desc
      limit $5`,
    [actor, subject, denied, before, limit],
  );
  return rows;
}
