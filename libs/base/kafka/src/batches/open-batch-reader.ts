import type { readBatches } from './read-batches.js';

/** The reader of record batches, loaded when first used: it brings the client that publishes along. */
export async function openBatchReader(): Promise<typeof readBatches> {
  return (await import('./read-batches.js')).readBatches;
}
