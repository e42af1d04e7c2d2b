/** What was done with rows. `repeated` were read again and recognised; `vanished` are deletions seen by a snapshot. */
export interface Counts {
  readonly read: number;
  readonly published: number;
  readonly repeated: number;
  readonly vanished: number;
  readonly bytes: number;
}

/** Nothing done. */
export const noCounts: Counts = { read: 0, published: 0, repeated: 0, vanished: 0, bytes: 0 };

/** Both together. */
export function addCounts(left: Counts, right: Counts): Counts {
  return {
    read: left.read + right.read,
    published: left.published + right.published,
    repeated: left.repeated + right.repeated,
    vanished: left.vanished + right.vanished,
    bytes: left.bytes + right.bytes,
  };
}
