const dayMs = 86_400_000;

/** Whether a text is a day that exists, as YYYY-MM-DD; 30 February is none. */
export function isDay(text: string): boolean {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

/** The days of a run `first..last` (or of a single day), both inclusive, as YYYY-MM-DD; `prefix` completes days without a year. What is no run comes back as it is. */
export function expandRun(run: string, prefix = ''): readonly string[] {
  const [first = '', last = first] = run.split('..');
  const ends = [`${prefix}${first}`, `${prefix}${last}`];
  const [from = 0, to = 0] = ends.map((day) => Date.parse(`${day}T00:00:00Z`));
  if (!ends.every(isDay) || to < from) return [`${prefix}${run}`];
  return Array.from({ length: (to - from) / dayMs + 1 }, (_, at) =>
    new Date(from + at * dayMs).toISOString().slice(0, 10),
  );
}
