import type { IncomingMessage } from 'node:http';
import type { Admission, Reservation } from '#libs/intake';

/** A request as Node.js has it, by which it is recognised. */
export type RawRequest = IncomingMessage;

/** What was found out about a request before its body was read. */
export interface Pending {
  readonly admission: Admission;
  readonly room: Reservation;
}

/** Requests between head and answer. */
export class PendingRequests {
  readonly #pending = new WeakMap<RawRequest, Pending>();

  put(request: RawRequest, pending: Pending): void {
    this.#pending.set(request, pending);
  }

  of(request: RawRequest): Pending | null {
    return this.#pending.get(request) ?? null;
  }
}
