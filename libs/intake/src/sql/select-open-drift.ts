import type { DeclaredColumn, SourceId, StreamName, Tx } from '#base/contracts';
import type { Difference } from '../drift/compare-shapes.js';

/** An open difference with its stream. */
export interface OpenDrift extends Difference {
  readonly source: SourceId;
  readonly stream: StreamName;
  /** How the column is declared where its declaration differs. */
  readonly declaredBefore: DeclaredColumn | null;
  readonly declaredAfter: DeclaredColumn | null;
}

/** One open difference, locked until the transaction ends; null when there is none of this number, or it is settled. */
export async function selectOpenDrift(tx: Tx, id: string): Promise<OpenDrift | null> {
  const { rows } = await tx.query<OpenDrift>(
    `select source, stream, kind, col as column, before, after, renamed_to as "renamedTo",
            declared_before as "declaredBefore", declared_after as "declaredAfter"
       from intake.drift
      where id = $1 and state = 'open'
        for update`,
    [id],
  );
  return rows[0] ?? null;
}
