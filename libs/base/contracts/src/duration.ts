import { ownField } from './own-field.js';
const unitsInMs: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** A duration as an operator writes it (`500ms`, `1s`, `10m`, `2h`, `3d`) in milliseconds; null when it is not one. */
export function parseDuration(text: string): number | null {
  const match = /^(\d+)\s*(ms|s|m|h|d)$/.exec(text.trim());
  const unit = ownField(unitsInMs, match?.[2] ?? '');
  return match === null || unit === undefined ? null : Number(match[1]) * unit;
}

/** Milliseconds as an operator would write them: in the largest unit that leaves no remainder. */
export function durationText(ms: number): string {
  const [unit, size] = Object.entries(unitsInMs).findLast(([, each]) => ms > 0 && ms % each === 0) ?? [
    'ms',
    1,
  ];
  return `${ms / size}${unit}`;
}
