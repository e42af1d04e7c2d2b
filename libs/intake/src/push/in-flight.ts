import { PushRefusal } from './refusal.js';

/** Room that a request takes: given back when it was released and everything it left under way has ended. */
export interface Reservation {
  /** Holds the room until this has ended, too: what a sender no longer waits for may still lie in memory. */
  keep(work: Promise<unknown>): void;
  /** The request itself is over; a second call changes nothing. */
  release(): void;
}

/** The bytes of requests that are being read or worked on, over all senders; bounded, so that slowness ends at the sender. */
export class InFlight {
  #bytes = 0;

  constructor(private readonly maxBytes: number) {}

  /** Reserves room for a request; throws PushRefusal when there is none. */
  reserve(bytes: number): Reservation {
    if (this.#bytes + bytes > this.maxBytes) throw new PushRefusal('full', {}, 2);
    this.#bytes += bytes;
    let holders = 1;
    const leave = (): void => {
      holders -= 1;
      if (holders === 0) this.#bytes -= bytes;
    };
    let open = true;
    return {
      keep(work) {
        holders += 1;
        void work.then(leave, leave);
      },
      release() {
        if (open) leave();
        open = false;
      },
    };
  }
}
