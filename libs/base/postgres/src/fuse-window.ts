/** Records of a stream that came one after the other, and how many of them were parked. */
export interface FuseSlice {
  readonly seen: number;
  readonly parked: number;
}

/** When a fuse blows: of the last `window` records at least `atLeast` were parked, and at least this `share`. */
export interface FuseLimits {
  readonly window: number;
  readonly atLeast: number;
  readonly share: number;
}

const slicesAWindow = 20;

/**
 * Moves the window on by what came last: small slices grow together, what lies before the window falls away. Of the slice across its edge
 * the part inside stays, with its share of parked ones: a long good time does not cover up the bad one after it. Pure.
 */
export function slideWindow(
  slices: readonly FuseSlice[],
  step: FuseSlice,
  { window }: FuseLimits,
): readonly FuseSlice[] {
  const last = slices.at(-1);
  const grows = last !== undefined && last.seen + step.seen <= window / slicesAWindow;
  const moved = grows ? [...slices.slice(0, -1), addSlices(last, step)] : [...slices, step];
  let beyond = moved.reduce(addSlices, nothing).seen - window;
  return moved.flatMap((slice) => {
    const cut = Math.min(Math.max(beyond, 0), slice.seen);
    beyond -= cut;
    if (cut === 0) return slice;
    const seen = slice.seen - cut;
    return seen === 0 ? [] : { seen, parked: Math.round((slice.parked * seen) / slice.seen) };
  });
}

/** Whether the fuse blows. Pure. */
export function isBlown(slices: readonly FuseSlice[], { atLeast, share }: FuseLimits): boolean {
  const { seen, parked } = slices.reduce(addSlices, nothing);
  return parked >= atLeast && parked >= seen * share;
}

const nothing: FuseSlice = { seen: 0, parked: 0 };

/** Both together. */
export function addSlices(left: FuseSlice, right: FuseSlice): FuseSlice {
  return { seen: left.seen + right.seen, parked: left.parked + right.parked };
}
