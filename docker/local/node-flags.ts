/**
 * How every process of the hub runs. The heap is bounded, since with much memory on the machine V8 would otherwise let garbage lie until
 * a process holds several hundred megabytes. Batches are large texts, which go to the old part at once: unless that may grow to four times
 * what is in use, it is searched through every ten batches. A larger young part than this no longer fits the processor's caches, and lets bytes
 * outside the heap pile up until the whole of it is searched. The warning is kafkajs's, harmless on Node.js 24.
 */
export const nodeFlags: readonly string[] = [
  '--disable-warning=TimeoutNegativeWarning',
  '--max-semi-space-size=16',
  '--max-old-space-size=256',
  '--heap-growing-percent=300',
];
