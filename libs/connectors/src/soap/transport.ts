import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { create, isAxiosError, type AxiosInstance, type AxiosPromise, type AxiosResponse } from 'axios';
import type { IHttpClient } from 'soap';
import { HubError, type Clock, ownField } from '#base/contracts';
import { retryAfter } from '#base/http';
import { soapFault, judgeRefusal, judgeStatus, statusFacts } from './faults.js';
import { parseXml } from './xml.js';

/** What came back from a call: the status and the decoded text, not yet judged. */
export interface Reply {
  readonly status: number;
  readonly body: string;
  /** How many seconds the service asks to be left alone; null when it does not. */
  readonly retryAfter: number | null;
}

/** What a call hands through the SOAP client to the transport. */
export interface CallOptions {
  readonly signal: AbortSignal;
  readonly deliver: (reply: Reply) => void;
}

/** What a transport must know of its source. */
export interface TransportPlan {
  readonly source: string;
  readonly origins: ReadonlySet<string>;
  readonly timeoutMs: number;
  readonly responseBytes: number;
  /** Most connections at a time; null leaves it open. */
  readonly connections: number | null;
}

type Answer = (error: unknown, response?: unknown, body?: unknown) => unknown;

const nothing = '<Envelope xmlns="http://schemas.xmlsoap.org/soap/envelope/"><Body></Body></Envelope>';

/**
 * Carries WSDL files and calls for the SOAP client: only to the hosts an operator named, within a time limit that also holds for a slow drip,
 * without redirects, and never more bytes than allowed. A call's answer goes to whoever called as it came; the SOAP client, whose own
 * reading turns decimals into floating-point numbers and times into dates, is shown an empty one.
 */
export class SoapTransport implements IHttpClient {
  readonly #plan: TransportPlan;
  readonly #clock: Clock;
  readonly #http: AxiosInstance;
  readonly #agents: readonly [HttpAgent, HttpsAgent];
  /** How far the source's clock is ahead of ours, by the last answer that said. */
  skewMs = 0;

  constructor(plan: TransportPlan, clock: Clock) {
    this.#plan = plan;
    const options = { keepAlive: true, maxSockets: plan.connections ?? Infinity };
    this.#agents = [new HttpAgent(options), new HttpsAgent(options)];
    this.#clock = clock;
    this.#http = create({
      httpAgent: this.#agents[0],
      httpsAgent: this.#agents[1],
      responseType: 'arraybuffer',
      maxRedirects: 0,
      proxy: false,
      maxContentLength: plan.responseBytes,
      validateStatus: null,
      transformResponse: [],
    });
  }

  request(
    url: string,
    body: unknown,
    answer: Answer,
    headers: Readonly<Record<string, string>> = {},
    options: Partial<CallOptions> = {},
  ): AxiosPromise {
    const coming = this.#exchange(url, body, headers, options.signal);
    void tell(coming, answer, options.deliver, (response) => this.#reply(response));
    return coming;
  }

  /** A WSDL or a schema it imports, as it is now. */
  async description(url: string, signal: AbortSignal): Promise<string> {
    return (await this.#exchange(url, null, {}, signal)).data;
  }

  /** Ends the kept connections. */
  close(): void {
    for (const agent of this.#agents) agent.destroy();
  }

  async #exchange(
    url: string,
    body: unknown,
    headers: Readonly<Record<string, string>>,
    signal: AbortSignal | undefined,
  ): Promise<AxiosResponse<string>> {
    const { source, origins, timeoutMs } = this.#plan;
    if (!origins.has(originOf(url))) throw soapFault(source, 'foreign');
    const limit = AbortSignal.timeout(timeoutMs);
    const either = signal === undefined ? limit : AbortSignal.any([signal, limit]);
    const call = typeof body === 'string' ? { method: 'post', data: body } : { method: 'get' };
    try {
      const response = await this.#http.request<Buffer>({ url, headers, signal: either, ...call });
      this.#readClock(response);
      const decoded = decode(source, response);
      if (body === null) refuseBadWsdl(source, this.#reply({ ...response, data: decoded }));
      return { ...response, data: decoded };
    } catch (cause) {
      throw this.#asFault(cause, limit);
    }
  }

  #reply({ status, data: body, headers }: AxiosResponse<string>): Reply {
    const header = (name: string): string => String(ownField(headers, name) ?? '');
    return { status, body, retryAfter: retryAfter(header, this.#clock) };
  }

  #readClock(response: AxiosResponse): void {
    const date = Date.parse(String(response.headers['date'] ?? ''));
    if (Number.isFinite(date)) this.skewMs = date - this.#clock.now().getTime();
  }

  #asFault(cause: unknown, limit: AbortSignal): HubError {
    const { source } = this.#plan;
    if (cause instanceof HubError) return cause;
    if (limit.aborted) return soapFault(source, 'timeout');
    if (isAxiosError(cause) && /maxContentLength/.test(cause.message)) return soapFault(source, 'large');
    const code = isAxiosError(cause) ? cause.code : undefined;
    return soapFault(source, 'cut', code === undefined ? {} : { code });
  }
}

async function tell(
  coming: Promise<AxiosResponse<string>>,
  answer: Answer,
  deliver: CallOptions['deliver'] | undefined,
  asReply: (response: AxiosResponse<string>) => Reply,
): Promise<void> {
  const response = await coming.catch((error: unknown) => void answer(error));
  if (response === undefined) return;
  deliver?.(asReply(response));
  if (deliver === undefined) answer(null, response, response.data);
  else answer(null, { ...response, status: 200, data: nothing }, nothing);
}

/** The origin of an address; empty for anything that is not http(s). */
export function originOf(url: string): string {
  const parsed = URL.parse(url);
  return parsed !== null && /^https?:$/.test(parsed.protocol) ? parsed.origin : '';
}

/** Strict: bytes that are not of the declared encoding are refused, never replaced. GBK is read as its superset GB18030. */
function decode(source: string, response: AxiosResponse<Buffer>): string {
  const type = String(response.headers['content-type'] ?? '');
  const head = response.data.subarray(0, 200).toString('latin1');
  const declared =
    /<\?xml[^>]*encoding\s*=\s*["']([\w-]+)["']/i.exec(head)?.[1] ??
    /charset="?([\w-]+)/i.exec(type)?.[1] ??
    'utf-8';
  const encoding = /^gb(k|2312|18030)$/i.test(declared) ? 'gb18030' : declared;
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(response.data);
  } catch {
    throw soapFault(source, 'encoding', { encoding: declared });
  }
}

function refuseBadWsdl(source: string, reply: Reply): void {
  const reason = judgeStatus(reply.status);
  if (reason !== null) throw soapFault(source, reason, statusFacts(reply));
  const parsed = parseXml(reply.body);
  if ('root' in parsed) return;
  throw soapFault(source, judgeRefusal(parsed.refused, 'wsdl'));
}
