import type { SourceId, Tx } from '#base/contracts';
import { writeAudit } from '#base/postgres';
import { decideState, type SourceEvent, type SourceState } from './source-state.js';
import { lockSource } from './sql/lock-source.js';
import { setSourceState } from './sql/set-source-state.js';

/** An event in the life of a source: who caused it, and why. */
export interface SourceStep {
  readonly source: SourceId;
  readonly event: SourceEvent;
  readonly by: string;
  readonly why: string;
  readonly at: Date;
  /** The definition that was checked or previewed, by `sourceDigest`; refused when another one runs. Left out: whatever runs. */
  readonly digest?: string;
}

/** Where a step led; `moved` is false where the source was there already. */
export type SourceMove =
  | { readonly from: SourceState; readonly to: SourceState; readonly moved: boolean }
  | { readonly refused: string };

/** Moves a source through its life, and notes the transition in the audit, in the caller's transaction. What the life does not allow is refused with a sentence and changes nothing. */
export async function moveSource(tx: Tx, step: SourceStep): Promise<SourceMove> {
  const { source, event, by, why, at, digest } = step;
  const held = await lockSource(tx, source);
  if (held === null) return { refused: `没有数据源 ${source}，请先执行 hub apply。` };
  if (digest !== undefined && digest !== held.digest)
    return { refused: `数据源 ${source} 的配置与运行的版本不同，请先执行 hub apply。` };
  const decision = decideState(held.state, event);
  if ('refused' in decision) return { refused: `数据源 ${source} ${decision.refused}。` };
  const { to, moved } = decision;
  const from = held.state;
  if (!moved) return { from, to, moved };
  await setSourceState(tx, source, to, at);
  const detail = { from, to, why, version: held.version };
  await writeAudit(tx, { at, by, action: `source.${event}`, subject: source, detail });
  return { from, to, moved };
}
