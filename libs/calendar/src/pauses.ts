/** A stretch of time that is not counted; open while `to` is null. */
export interface Pause {
  readonly from: Date;
  readonly to: Date | null;
}

/** The same pauses in order of time, overlapping ones joined; an end before its start counts as the start. */
export function mergePauses(pauses: readonly Pause[]): readonly Pause[] {
  const merged: { from: Date; to: Date | null }[] = [];
  for (const pause of pauses.toSorted((a, b) => a.from.getTime() - b.from.getTime())) {
    const last = merged.at(-1);
    if (last !== undefined && (last.to === null || pause.from <= last.to)) last.to = later(last.to, pause.to);
    else merged.push({ from: pause.from, to: later(pause.from, pause.to) });
  }
  return merged;
}

function later(one: Date | null, other: Date | null): Date | null {
  if (one === null || other === null) return null;
  return one > other ? one : other;
}
