import type { Tx } from '#base/contracts';
import type { PolicyDocument } from '../policy-content.js';

/** Writes a draft down and returns its number. */
export async function insertDraft(
  tx: Tx,
  draft: {
    readonly title: string;
    readonly documents: readonly PolicyDocument[];
    readonly by: string;
    readonly at: Date;
    readonly base: number;
  },
): Promise<number> {
  const { rows } = await tx.query<{ readonly id: number }>(
    `insert into policy.draft (title, base_edition, documents, submitted_by, submitted_at)
     values ($1, $2, $3, $4, $5)
  returning id`,
    [draft.title, draft.base, JSON.stringify(draft.documents), draft.by, draft.at],
  );
  return rows[0]?.id ?? 0;
}
