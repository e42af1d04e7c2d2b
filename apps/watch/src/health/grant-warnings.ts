import { daysLeft, expiryStage, type ExpiryStage } from '#base/secrets';
import type { Log } from '#base/telemetry';
import type { GrantExpiry } from '#libs/reporting';

const quiet: readonly ExpiryStage[] = ['openEnded', 'valid'];

/** Tells in the log of grants about to end: once 30, 7 and 1 days before, once when the end has come, and again after a restart. */
export class GrantWarnings {
  readonly #told = new Map<string, string>();

  constructor(private readonly log: Pick<Log, 'warn' | 'error'>) {}

  tell(grants: readonly GrantExpiry[], now: Date): void {
    for (const grant of grants) {
      const stage = expiryStage(grant.expiresAt, now);
      const known = `${grant.expiresAt.toISOString()} ${stage}`;
      if (this.#told.get(grant.name) === known) continue;
      this.#told.set(grant.name, known);
      if (!quiet.includes(stage)) this.#warn(grant, now);
    }
  }

  #warn({ region, department, name, expiresAt }: GrantExpiry, now: Date): void {
    const facts = { region, department };
    const left = daysLeft(expiresAt, now);
    if (left > 0)
      this.log.warn(`${region}.${department} 授予的“${name}”还有 ${left} 天到期，请联系部门续期`, facts);
    else this.log.error(`${region}.${department} 授予的“${name}”已过有效期，请立即联系部门续期或停用`, facts);
  }
}
