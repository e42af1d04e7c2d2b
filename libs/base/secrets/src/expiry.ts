/** How near the end of a grant is. */
export type ExpiryStage = 'openEnded' | 'valid' | 'month' | 'week' | 'day' | 'expired';

const dayMs = 86_400_000;

/** The stage of a grant that ends at `expiresAt`: 30, 7 and 1 days before the end it is time to warn. */
export function expiryStage(expiresAt: Date | null, now: Date): ExpiryStage {
  if (expiresAt === null) return 'openEnded';
  const left = expiresAt.getTime() - now.getTime();
  if (left <= 0) return 'expired';
  if (left <= dayMs) return 'day';
  if (left <= 7 * dayMs) return 'week';
  return left <= 30 * dayMs ? 'month' : 'valid';
}

/** Whole days that are left, rounded up; zero or less when the end has passed. */
export function daysLeft(expiresAt: Date, now: Date): number {
  return Math.ceil((expiresAt.getTime() - now.getTime()) / dayMs);
}
