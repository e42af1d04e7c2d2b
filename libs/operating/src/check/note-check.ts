import type { SourceDefinition, Tx } from '#base/contracts';
import { moveSource, sourceDigest, type SourceMove } from '#libs/intake';

/** Notes a check without a fault in the life of its source; a check of another definition than the one that runs is refused. */
export function noteCheck(
  tx: Tx,
  source: SourceDefinition,
  step: { readonly by: string; readonly why: string; readonly at: Date },
): Promise<SourceMove> {
  return moveSource(tx, { ...step, source: source.id, event: 'check', digest: sourceDigest(source) });
}
