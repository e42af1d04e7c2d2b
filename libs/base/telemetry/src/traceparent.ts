/** Source of random bytes; `node:crypto`'s `randomBytes` fits. */
export type RandomBytes = (size: number) => Uint8Array;

const form = /^00-([0-9a-f]{32})-([0-9a-f]{16})-0[01]$/;

/**
 * A W3C traceparent that begins a trace: the way of one record from source to department.
 * @public
 */
export function newTraceparent(random: RandomBytes): string {
  return `00-${hex(random(16))}-${hex(random(8))}-01`;
}

/**
 * The next span of the same trace; a missing or broken parent begins a new one.
 * @public
 */
export function childTraceparent(parent: string | null | undefined, random: RandomBytes): string {
  const trace = form.exec(parent ?? '')?.[1];
  return trace === undefined ? newTraceparent(random) : `00-${trace}-${hex(random(8))}-01`;
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
