import { HubError, type Clock } from '#base/contracts';
import { parseDocument } from './document.js';
import type { Draft } from './draft.js';
import { judgeStatus, restFault } from './faults.js';
import { retryAfter, waitToRetry, type Retry } from './retry.js';
import type { Signature } from './signatures/signature.js';
import type { Reply, Transport } from './transport.js';

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
        else await waitToRetry(thrown, attempt, this.#parts.retry, signal);
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
    const seconds = retryAfter(reply.header, clock);
    throw restFault(source, reason, {
      status: reply.status,
      ...(seconds === null ? {} : { retryAfter: seconds }),
    });
  }
}
