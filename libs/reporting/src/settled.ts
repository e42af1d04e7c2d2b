import type { SourceStatus } from './read-sources.js';

/** A source that nobody reads, or that shows no progress, may hold anything. */
const unproven: ReadonlySet<string> = new Set(['unread', 'stalled']);

/**
 * Whether everything that could be read is read, unified and sent: every enabled source without a fault has been read up at least once
 * in every stream, nothing waits on its raw topic, and the outbox is empty. No source at all is not settled: nothing was set up.
 */
export function isSettled(sources: readonly SourceStatus[], outboxMessages: number): boolean {
  const able = sources.filter(({ enabled, fault }) => enabled && fault === null);
  const through = able.every(
    ({ waiting, health, streams }) =>
      !unproven.has(health.state) &&
      waiting === 0 &&
      streams.length > 0 &&
      streams.every(({ drainedAt }) => drainedAt !== null),
  );
  return sources.length > 0 && through && outboxMessages === 0;
}

/** Whether it is settled and no source is held up by a fault and no stream by its fuse: what there is to read has been read, not only what can be. */
export function isComplete(sources: readonly SourceStatus[], outboxMessages: number): boolean {
  const free = ({ fault, streams }: SourceStatus): boolean =>
    fault === null && streams.every(({ heldAt }) => heldAt === null);
  return isSettled(sources, outboxMessages) && sources.every(free);
}
