/**
 * Pairs columns that are gone with new ones that look like them: alike by `alike` and in their names; alone on both sides, the names need not
 * be alike. No column is paired twice.
 */
export function pairRenamed(
  gone: readonly string[],
  fresh: readonly string[],
  alike: (from: string, to: string) => boolean,
): readonly (readonly [string, string])[] {
  const alone = gone.length === 1 && fresh.length === 1;
  const taken = new Set<string>();
  return gone.flatMap((from) => {
    const to = fresh.find(
      (name) => !taken.has(name) && alike(from, name) && (alone || likeness(from, name) >= 0.5),
    );
    if (to === undefined) return [];
    taken.add(to);
    return [[from, to] as const];
  });
}

/** Which share of two names' letter pairs is common to both, from 0 to 1. */
function likeness(left: string, right: string): number {
  const pairs = (name: string): Set<string> =>
    new Set(
      Array.from({ length: Math.max(0, name.length - 1) }, (_, at) => name.toUpperCase().slice(at, at + 2)),
    );
  const [one, other] = [pairs(left), pairs(right)];
  const common = [...one].filter((pair) => other.has(pair)).length;
  return (2 * common) / Math.max(1, one.size + other.size);
}
