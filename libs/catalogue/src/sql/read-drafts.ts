import type { Queryable } from '#base/contracts';
import type { Draft, DraftView } from '../drafts/draft-view.js';

const columns = `id, title, state, base_edition as "baseEdition", submitted_by as "submittedBy",
            submitted_at as "submittedAt", decided_by as "decidedBy", decided_at as "decidedAt", reason, edition`;

/** Drafts, the newest first. */
export async function readDrafts(queryable: Queryable): Promise<readonly DraftView[]> {
  const { rows } = await queryable.query<DraftView>(
    `select ${columns} from policy.draft order by id desc limit 200`,
  );
  return rows;
}

/** One draft with its papers, locked for the transaction; null when there is none of this number. */
export async function readDraft(queryable: Queryable, id: number): Promise<Draft | null> {
  const { rows } = await queryable.query<Draft>(
    `select ${columns}, documents from policy.draft where id = $1 for update`,
    [id],
  );
  return rows[0] ?? null;
}
