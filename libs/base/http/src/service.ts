import { setTimeout as delay } from 'node:timers/promises';
import { HubError, type Clock } from '#base/contracts';
import { parseDocument } from './document.js';
import type { Draft } from './draft.js';
import { isPassing, judgeStatus, restFault } from './faults.js';
import type { Signature } from './signatures/signature.js';
import { retryAfter, type Reply, type Transport } from './transport.js';

/** How often and how long a request is tried; milliseconds. */
export interface Retry {
  readonly attempts: number;
  /** Before the second try, doubled each time. */
  readonly wait: number;
  /** Who asks for a longer wait is left to the caller. */
  readonly longest: number;
}

/** What a service is made of. */
export interface ServiceParts {
  readonly source: string;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly retry: Retry;
}

/** Asks somebody's service: in pace, signed, tried again where a short wait may help. */
export class RestService {
  readonly #parts: ServiceParts;

  constructor(parts: ServiceParts) {
    this.#parts = parts;
  }

  /** `read` turns the reply into what is wanted or throws the fault it states; a passing fault of either is tried again. */
  async ask<T>(
    draft: Draft,
    signature: Signature,
    signal: AbortSignal,
    read: (reply: Reply) => T,
  ): Promise<T> {
    let renewed = false;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#once(draft, signature, signal, read);
      } catch (thrown) {
        if (signal.aborted) throw thrown;
        const refused = thrown instanceof HubError && thrown.code === 'HUB_SOURCE_DENIED';
        if (refused && !renewed && signature.renew()) renewed = true;
        else await this.#wait(thrown, attempt, signal);
      }
    }
  }

  /** One JSON document outside any stream, such as a key. */
  async document(draft: Draft, signature: Signature, signal: AbortSignal): Promise<unknown> {
    return this.ask(draft, signature, signal, (reply) => {
      const contentType = reply.header('content-type') ?? '';
      return parseDocument(this.#parts.source, 'json', { bytes: reply.bytes, contentType });
    });
  }

  async #once<T>(
    draft: Draft,
    signature: Signature,
    signal: AbortSignal,
    read: (reply: Reply) => T,
  ): Promise<T> {
    const { transport, source, clock } = this.#parts;
    const reply = await transport.send(await signature.sign(draft, signal), signal);
    const reason = judgeStatus(reply.status);
    if (reason === null) return read(reply);
    const seconds = retryAfter(reply, clock);
    throw restFault(source, reason, {
      status: reply.status,
      ...(seconds === null ? {} : { retryAfter: seconds }),
    });
  }

  /** Waits before another try; rethrows when there shall be none. */
  async #wait(thrown: unknown, attempt: number, signal: AbortSignal): Promise<void> {
    const { attempts, wait, longest } = this.#parts.retry;
    if (!isPassing(thrown) || attempt >= attempts) throw thrown;
    const asked = thrown.facts['retryAfter'];
    const ms = typeof asked === 'number' ? asked * 1_000 : Math.min(wait * 2 ** (attempt - 1), longest);
    if (ms > longest) throw thrown;
    await delay(ms, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) throw thrown;
  }
}
