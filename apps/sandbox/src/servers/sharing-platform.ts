import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** What a service behind the national sharing platform knows of who may ask it. */
export interface SharingAccess {
  readonly requester: string;
  readonly service: string;
  readonly appKey: string;
}

const keyLastsMs = 600_000;
const oldestRequestMs = 300_000;

/** The gate of the national sharing platform: hands out signing keys for ten minutes, and admits requests that were signed with one. */
export class SharingPlatform {
  readonly #access: SharingAccess;
  #edition = 0;

  constructor(access: SharingAccess) {
    this.#access = access;
  }

  /** The signing key of now and its end, for a request signed with the app key; null for any other. */
  hand(
    request: IncomingMessage,
    now = Date.now(),
  ): { readonly secret: string; readonly secretEndTime: number } | null {
    if (!this.#isSigned(request, this.#access.appKey, now)) return null;
    return { secret: this.#keyAt(now), secretEndTime: (Math.floor(now / keyLastsMs) + 1) * keyLastsMs };
  }

  /** Whether a request is signed with a key in force. */
  admits(request: IncomingMessage, now = Date.now()): boolean {
    // The key of the period before is good for a little longer: a request may be on its way when the period ends.
    const keys = [this.#keyAt(now), this.#keyAt(now - keyLastsMs)];
    return keys.some((key) => this.#isSigned(request, key, now));
  }

  /** From now on every key handed out so far is refused, as after a leak. */
  revoke(): void {
    this.#edition += 1;
  }

  #keyAt(at: number): string {
    return createHmac('sha256', this.#access.appKey)
      .update(`key ${this.#edition} ${Math.floor(at / keyLastsMs)}`)
      .digest('hex');
  }

  #isSigned(request: IncomingMessage, key: string, now: number): boolean {
    const {
      gjgxjhpt_rid: rid,
      gjgxjhpt_sid: sid,
      gjgxjhpt_rtime: time,
      gjgxjhpt_sign: sign,
    } = request.headers;
    if (rid !== this.#access.requester || sid !== this.#access.service) return false;
    if (typeof time !== 'string' || typeof sign !== 'string') return false;
    if (!(Math.abs(now - Number(time)) <= oldestRequestMs)) return false;
    const wanted = createHmac('sha256', key).update(`${sid}${rid}${time}`).digest();
    const given = Buffer.from(sign, 'base64');
    return given.length === wanted.length && timingSafeEqual(given, wanted);
  }
}
