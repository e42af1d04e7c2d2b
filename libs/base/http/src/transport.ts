import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { AxiosError, create, type AxiosInstance } from 'axios';
import { HubError, type Clock, type SourceGate, ownField } from '#base/contracts';
import { printed, type Draft } from './draft.js';
import { judgeStatus, restFault, type Reason } from './faults.js';
import { retryAfter } from './retry.js';

/** One answer, whatever its status. */
export interface Reply {
  readonly status: number;
  readonly bytes: Buffer;
  readonly header: (name: string) => string | null;
}

/** What a transport is made of. */
export interface TransportParts {
  readonly source: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly responseBytes: number;
  /** Most connections at a time; null leaves it open. */
  readonly connections: number | null;
  readonly clock: Clock;
  readonly gate: SourceGate;
}

const mostRedirects = 3;
const certificate = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ALTNAME/;

/** Sends single requests: bounded in time and size, certificates verified, redirects followed only on the same host. */
export class Transport {
  readonly #parts: TransportParts;
  readonly #agents: readonly [HttpAgent, HttpsAgent];
  readonly #http: AxiosInstance;
  #skewMs: number | null = null;

  constructor(parts: TransportParts) {
    this.#parts = parts;
    const options = { keepAlive: true, maxSockets: parts.connections ?? Infinity };
    this.#agents = [new HttpAgent(options), new HttpsAgent(options)];
    this.#http = create({
      httpAgent: this.#agents[0],
      httpsAgent: this.#agents[1],
      proxy: false,
      maxRedirects: 0,
      maxContentLength: parts.responseBytes,
      responseType: 'arraybuffer',
      validateStatus: () => true,
    });
  }

  /** How far the service's clock is ahead of the hub's, by its last answer; null before the first that tells. */
  get skewMs(): number | null {
    return this.#skewMs;
  }

  /** Sends a request when its turn has come, and tells the gate how it went. */
  async send(draft: Draft, signal: AbortSignal): Promise<Reply> {
    const { gate, clock } = this.#parts;
    await gate.turn(signal);
    signal.throwIfAborted();
    const from = clock.now().getTime();
    const ms = (): number => clock.now().getTime() - from;
    try {
      const reply = await this.#follow(draft, signal);
      const seconds = retryAfter(reply.header, clock);
      const slowDown = judgeStatus(reply.status) === 'busy';
      gate.answered({ ms: ms(), slowDown, retryAfterMs: seconds === null ? null : seconds * 1_000 });
      return reply;
    } catch (thrown) {
      const timedOut = thrown instanceof HubError && thrown.code === 'HUB_SOURCE_TIMEOUT';
      gate.answered({ ms: ms(), timedOut });
      throw thrown;
    }
  }

  async #follow(draft: Draft, signal: AbortSignal): Promise<Reply> {
    const deadline = AbortSignal.timeout(this.#parts.timeoutMs);
    let target = draft;
    for (let turn = 0; turn <= mostRedirects; turn += 1) {
      const reply = await this.#once(target, AbortSignal.any([signal, deadline]), deadline);
      const location = reply.header('location');
      if (reply.status < 300 || reply.status >= 400 || location === null) return reply;
      const next = URL.canParse(location, target.url) ? new URL(location, target.url) : null;
      if (next === null || next.origin !== target.url.origin || draft.method !== 'GET') break;
      // The query stays what was signed; only the path may move.
      next.search = '';
      target = { ...target, url: next };
    }
    throw restFault(this.#parts.source, 'redirected');
  }

  close(): void {
    for (const agent of this.#agents) agent.destroy();
  }

  async #once(draft: Draft, signal: AbortSignal, deadline: AbortSignal): Promise<Reply> {
    const { url, body, headers } = printed(draft);
    try {
      const answer = await this.#http.request<Buffer>({
        method: draft.method,
        url: url.href,
        data: body,
        headers: { ...this.#parts.headers, ...headers },
        signal,
      });
      const header = (name: string): string | null => {
        const value: unknown = ownField(answer.headers, name);
        return typeof value === 'string' ? value : null;
      };
      this.#learnClock(header('date'));
      return { status: answer.status, bytes: Buffer.from(answer.data), header };
    } catch (cause) {
      throw restFault(this.#parts.source, deadline.aborted ? 'timeout' : reasonOf(cause));
    }
  }

  #learnClock(date: string | null): void {
    const told = date === null ? Number.NaN : Date.parse(date);
    if (!Number.isNaN(told)) this.#skewMs = told - this.#parts.clock.now().getTime();
  }
}

function reasonOf(cause: unknown): Reason {
  if (!(cause instanceof AxiosError)) return 'cut';
  if (/maxContentLength/.test(cause.message)) return 'large';
  if (certificate.test(cause.code ?? '')) return 'untrusted';
  return cause.code === 'ETIMEDOUT' ? 'timeout' : 'cut';
}
