import type { Queryable, SourceId } from '#base/contracts';
import { sourceEvents, type SourceState } from '../source-state.js';

/** A step in the life of a source, from the audit. */
export interface SourceTransition {
  readonly at: Date;
  readonly by: string;
  /** The event, or `apply` for a new version. */
  readonly event: string;
  readonly from: SourceState | null;
  readonly to: SourceState | null;
  readonly version: number;
  readonly why: string;
}

/** Backfills, evidence and tellings are audited of a source as well, and are no step in its life. */
const steps = ['apply', ...sourceEvents].map((event) => `source.${event}`);

/** The life of a source so far, the newest first; at most `limit` steps. */
export async function readTransitions(
  database: Queryable,
  id: SourceId,
  limit: number,
): Promise<readonly SourceTransition[]> {
  const { rows } = await database.query<SourceTransition>(
    `select at, actor as by, substr(action, length('source.') + 1) as event,
            detail ->> 'from' as "from", detail ->> 'to' as "to",
            (detail ->> 'version')::int as version, detail ->> 'why' as why
       from ops.audit
      where subject = $1 and action = any ($3::text[])
      order by id desc
      limit $2`,
    [id, limit, steps],
  );
  return rows;
}
