import type { Clock } from '#base/contracts';

/** How fast each source may send: a bucket of one second's records that refills with time. */
export class Rates {
  readonly #paidUntil = new Map<string, number>();

  constructor(private readonly clock: Clock) {}

  /** Takes records from a source's allowance; answers the seconds to wait when there is none left, and null when they were taken. */
  take(source: string, records: number, perSecond: number | null): number | null {
    if (perSecond === null) return null;
    const now = this.clock.now().getTime();
    const paidUntil = Math.max(this.#paidUntil.get(source) ?? 0, now - 1_000);
    if (paidUntil > now) return Math.ceil((paidUntil - now) / 1_000);
    this.#paidUntil.set(source, paidUntil + (records * 1_000) / perSecond);
    return null;
  }
}
