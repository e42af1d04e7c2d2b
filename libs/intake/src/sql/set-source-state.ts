import type { SourceId, Tx } from '#base/contracts';
import type { SourceState } from '../source-state.js';

/** Moves a source to a state. One that starts to be read again starts without its old fault, so that no collector lets it rest. */
export async function setSourceState(tx: Tx, id: SourceId, state: SourceState, at: Date): Promise<void> {
  await tx.query(
    `update intake.source
        set state = $2, state_at = $3, log_seen_at = null,
            fault_code = case when $2 <> 'enabled' then fault_code end,
            fault_sentence = case when $2 <> 'enabled' then fault_sentence end,
            faulted_at = case when $2 <> 'enabled' then faulted_at end,
            next_try_at = null
      where id = $1`,
    [id, state, at],
  );
}
