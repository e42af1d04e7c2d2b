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

/** Moves the window on by what came last: small slices grow together, slices that lie wholly before the window fall away. Pure. */
export function slideWindow(
  slices: readonly FuseSlice[],
  step: FuseSlice,
  { window }: FuseLimits,
): readonly FuseSlice[] {
  const last = slices.at(-1);
  const grows = last !== undefined && last.seen + step.seen <= window / slicesAWindow;
  const moved = grows ? [...slices.slice(0, -1), addSlices(last, step)] : [...slices, step];
  const { seen } = moved.reduce(addSlices, nothing);
  let beyond = seen - window;
  const kept = moved.findIndex((slice) => {
    beyond -= slice.seen;
    return beyond < 0;
  });
  return kept < 0 ? [step] : moved.slice(kept);
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
