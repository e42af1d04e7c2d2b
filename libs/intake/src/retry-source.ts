import type { SourceId, Tx } from '#base/contracts';
import { writeAudit } from '#base/postgres';
import { lockSource, type LockedSource } from './sql/lock-source.js';
import { askRetry, hasOpenBreaker } from './sql/ask-retry.js';

/** Who asks for a try, when and why. */
export interface RetryContext {
  readonly by: string;
  readonly why: string;
  readonly at: Date;
}

/** `asked` is false where nothing is wrong, so that there is nothing to try; `refused` says why the source cannot be tried. */
export type RetryOutcome = { readonly asked: boolean } | { readonly refused: string };

/**
 * Lets a source at fault be tried at once instead of at its next turn: its back-off and its breaker start anew, and the collector that holds
 * it, or the next one that is free, opens it within a few seconds. Noted in the audit, in the caller's transaction.
 */
export async function retrySource(tx: Tx, source: SourceId, context: RetryContext): Promise<RetryOutcome> {
  const held = await lockSource(tx, source);
  const refused = held === null ? `没有数据源 ${source}，请先执行 hub apply。` : refusal(source, held);
  if (refused !== null) return { refused };
  if (held?.fault === null && !(await hasOpenBreaker(tx, source))) return { asked: false };
  await askRetry(tx, source);
  const { at, by, why } = context;
  await writeAudit(tx, {
    at,
    by,
    action: 'source.retry',
    subject: source,
    detail: { why, fault: held?.fault ?? null },
  });
  return { asked: true };
}

function refusal(source: SourceId, { state, connector }: LockedSource): string | null {
  if (state !== 'enabled')
    return `数据源 ${source} 没有启用，不读取，无从重试；先用 hub sources ${source} 查看。`;
  if (connector === 'push') return `数据源 ${source} 由部门推送，枢纽不去读取，无从重试。`;
  return null;
}
