import { HubError, type Cursor, type ReadRequest } from '#base/contracts';
import type { StreamPlan } from './stream-plan.js';

const dated = /^\d{4,}-\d\d-\d\d($|[ T]\d\d:\d\d)/;
const aheadMs = 2 * 86_400_000;

/**
 * Refuses a place that cannot be this stream's: with another number of key values, without a readable time, or days ahead of the clock. Reading
 * on from there would give nothing for ever, and look healthy. Throws HUB_SOURCE_INVALID.
 */
export function refuseStrangeCursor(source: string, plan: StreamPlan, request: ReadRequest, now: Date): void {
  const { after } = request;
  if (after === null) return;
  const timed = plan.stream.mode === 'keyset' && request.undated !== true;
  const strange = after.key.length !== plan.key.length || (timed && isStrange(after, now));
  if (!strange) return;
  throw new HubError(
    'HUB_SOURCE_INVALID',
    `数据源 ${source} 的数据流 ${plan.stream.name} 的检查点不是它留下的、已损坏，或在将来；请核对后重置检查点。`,
    { source, stream: plan.stream.name },
  );
}

function isStrange({ at }: Cursor, now: Date): boolean {
  if (at === null || !dated.test(at)) return true;
  return at.slice(0, 10) > new Date(now.getTime() + aheadMs).toISOString().slice(0, 10);
}
