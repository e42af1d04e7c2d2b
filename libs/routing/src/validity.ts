import type { Clause } from '#base/contracts';

/** From when until when a clause holds, in words. */
export function validity({ validFrom, validTo }: Clause): string {
  return validTo === null ? `自 ${validFrom} 起有效` : `${validFrom} 至 ${validTo} 有效`;
}
