/** Whether a topic's bare name fits a handler's pattern: the name itself, or everything that starts with what precedes `*`. */
export function fits(pattern: string, bareTopic: string): boolean {
  return pattern.endsWith('*') ? bareTopic.startsWith(pattern.slice(0, -1)) : pattern === bareTopic;
}

/** The pattern that decides: an exact one before any prefix, a longer prefix before a shorter; null when none fits. */
export function choosePattern(patterns: Iterable<string>, bareTopic: string): string | null {
  const fitting = [...patterns].filter((pattern) => fits(pattern, bareTopic));
  const weight = (pattern: string): number =>
    pattern.endsWith('*') ? pattern.length : Number.MAX_SAFE_INTEGER;
  return fitting.sort((one, other) => weight(other) - weight(one))[0] ?? null;
}
