import type { SourceId, Tx } from '#base/contracts';
import type { SourceState } from '../source-state.js';

/** A source's place in its life, held until the transaction ends. */
export interface LockedSource {
  readonly state: SourceState;
  readonly digest: string;
  readonly version: number;
  readonly connector: string;
  /** What was wrong when it was read last. */
  readonly fault: string | null;
}

/** Locks a source so that one decision at a time moves it; null when it was never loaded. */
export async function lockSource(tx: Tx, id: SourceId): Promise<LockedSource | null> {
  const { rows } = await tx.query<LockedSource>(
    'select state, digest, version, connector, fault_code as fault from intake.source where id = $1 for update',
    [id],
  );
  return rows[0] ?? null;
}
