import {
  HubError,
  type CheckLine,
  type Clock,
  type DeclaredColumn,
  type Page,
  type RawRow,
  type ReadRequest,
  type RequestAnswer,
  type SourceDefinition,
  type SourceGate,
  type SourceReader,
  type StreamDefinition,
} from '#base/contracts';
import { waitToRetry } from '#base/http';
import { invalidKey } from '../setting-schema.js';
import type { Zone } from '../database/zone.js';
import { readAnswer, type Answer } from './answer.js';
import { checkSoap } from './check.js';
import { declaredColumns, mayMissAt } from './declared.js';
import { judgeStatus, soapFault } from './faults.js';
import { printTime } from './local-time.js';
import { readList } from './read-list.js';
import { readWindows } from './read-windows.js';
import { gather, type Definitions } from './schema.js';
import type { SoapService } from './service.js';
import type { SoapSourceSettings } from './settings.js';
import type { StreamPlan } from './stream-plan.js';
import { filled } from './template.js';
import type { Reply } from './transport.js';
import type { Walk } from './walk.js';

/** Everything a reader is made of. */
export interface SoapReaderParts {
  readonly source: SourceDefinition;
  readonly settings: SoapSourceSettings;
  readonly service: SoapService;
  readonly streams: ReadonlyMap<string, StreamPlan>;
  readonly gate: SourceGate;
  readonly clock: Clock;
  readonly zone: Zone;
}

const nothing: Answer = { records: [], total: null, missing: null };
const sampleRows = 10;

/** A department's SOAP service, open for reading: one call at a time, nothing kept between pages. */
export class SoapReader implements SourceReader {
  readonly #parts: SoapReaderParts;
  readonly #closed = new AbortController();
  /** Elements that the WSDL lets be missing, asked once. */
  readonly #mayMiss = new Set<string>();

  constructor(parts: SoapReaderParts) {
    this.#parts = parts;
  }

  /** The service's clock as its answers state it, to the second. */
  async now(): Promise<Date> {
    const { clock, service } = this.#parts;
    return Promise.resolve(new Date(clock.now().getTime() + service.skewMs()));
  }

  async *read(request: ReadRequest, signal: AbortSignal): AsyncGenerator<Page> {
    const walk = this.#walk(request.stream, request.pageSize, AbortSignal.any([signal, this.#closed.signal]));
    if (walk.signal.aborted) return;
    const { window } = walk.plan.settings;
    if (window === undefined) yield* readList(walk, request);
    else yield* readWindows(walk, window, request, request.until ?? (await this.now()));
  }

  rereads(stream: StreamDefinition): boolean {
    return this.#plan(stream).settings.window !== undefined;
  }

  async acknowledge(stream: StreamDefinition, _rows: readonly RawRow[]): Promise<void> {
    const at = `streams.${stream.name}.mode`;
    return Promise.reject(invalidKey(this.#parts.source, at, 'SOAP 数据流不能回写标志'));
  }

  async check(): Promise<readonly CheckLine[]> {
    const { source, streams, service } = this.#parts;
    return checkSoap({
      sourceName: source.name,
      plans: [...streams.values()],
      skewMs: service.skewMs(),
      sample: (plan) => this.#sample(plan),
    });
  }

  async columns(stream: StreamDefinition): Promise<readonly string[]> {
    const { records } = await this.#sample(this.#plan(stream));
    return [...new Set(records.flatMap(({ children }) => children.map(({ name }) => name)))];
  }

  /** Asks for the WSDL anew; an operation that answers with a text of its own, or with whatever elements it likes, declares nothing. */
  async declared(stream: StreamDefinition): Promise<readonly DeclaredColumn[] | null> {
    const { settings } = this.#plan(stream);
    return settings.payload.encoding === 'elements'
      ? declaredColumns(await this.#definitions(), settings)
      : null;
  }

  async close(): Promise<void> {
    this.#closed.abort();
    this.#parts.service.close();
    return Promise.resolve();
  }

  async #definitions(): Promise<Definitions> {
    const { service, gate } = this.#parts;
    await gate.turn(this.#closed.signal);
    const documents = await this.#timed(
      () => service.describe(this.#closed.signal),
      () => ({ slowDown: false }),
    );
    return gather(documents);
  }

  /** An answer without the records' element is empty only where the settings or the schema say so. */
  async #confirmed({ settings }: StreamPlan, answer: Answer): Promise<Answer> {
    const { missing } = answer;
    const path = [settings.payload.path, ...(missing ?? [])].filter((step) => step !== undefined).join('.');
    const known = `${settings.operation} ${path}`;
    if (missing === null || this.#mayMiss.has(known)) return answer;
    const told = settings.payload.encoding === 'elements';
    if (told && mayMissAt(await this.#definitions(), settings, missing)) {
      this.#mayMiss.add(known);
      return answer;
    }
    throw soapFault(this.#parts.source.id, 'listless', { path });
  }

  #plan(stream: StreamDefinition): StreamPlan {
    const plan = this.#parts.streams.get(stream.name);
    if (plan !== undefined) return plan;
    throw invalidKey(this.#parts.source, 'streams', `没有数据流 ${stream.name}`);
  }

  #walk(stream: StreamDefinition, pageSize: number, signal: AbortSignal): Walk {
    const { source, settings, gate, zone, service } = this.#parts;
    const plan = this.#plan(stream);
    const method = service.find(plan.settings.operation, plan.settings.port);
    const metered = (call: () => Promise<Reply>): Promise<Reply> => this.#metered(call);
    const confirmed = (answer: Answer): Promise<Answer> => this.#confirmed(plan, answer);
    return {
      source: source.id,
      plan,
      zone,
      pageSize,
      overlapMs: source.overlapMs,
      first: plan.settings.page?.first ?? 1,
      signal,
      async ask(values) {
        const args = filled(plan.arguments, { ...values, pageSize: String(pageSize) });
        for (let attempt = 1; ; attempt += 1) {
          await gate.turn(signal);
          if (signal.aborted) return nothing;
          try {
            const reply = await metered(() => service.call(method, args, signal));
            return await confirmed(readAnswer(source.id, plan.settings, reply, settings.limits.payloadBytes));
          } catch (cause) {
            if (signal.aborted && cause instanceof HubError) return nothing;
            await waitToRetry(cause, attempt, settings.retry, signal);
          }
        }
      },
    };
  }

  #metered(call: () => Promise<Reply>): Promise<Reply> {
    return this.#timed(call, ({ status, retryAfter }) => ({
      slowDown: judgeStatus(status) === 'busy',
      retryAfterMs: retryAfter === null ? null : retryAfter * 1_000,
    }));
  }

  /** A service that is too busy, or ran into the time limit, is asked less often. */
  async #timed<T>(call: () => Promise<T>, told: (reply: T) => Omit<RequestAnswer, 'ms'>): Promise<T> {
    const { gate, clock } = this.#parts;
    const from = clock.now().getTime();
    const ms = (): number => clock.now().getTime() - from;
    try {
      const reply = await call();
      gate.answered({ ms: ms(), ...told(reply) });
      return reply;
    } catch (thrown) {
      const timedOut = thrown instanceof HubError && thrown.code === 'HUB_SOURCE_TIMEOUT';
      gate.answered({ ms: ms(), timedOut });
      throw thrown;
    }
  }

  /** One small request for the newest window, or the first page of a list. */
  async #sample(plan: StreamPlan): Promise<Answer> {
    const { source, zone } = this.#parts;
    const { window, page } = plan.settings;
    const walk = this.#walk(plan.stream, Math.min(source.pageSize, sampleRows), this.#closed.signal);
    const first = { page: String(page?.first ?? 1), offset: '0' };
    if (window === undefined) return walk.ask(first);
    const to = await this.now();
    const from = new Date(to.getTime() - window.width);
    return walk.ask({
      ...first,
      from: printTime(from, window.format, zone),
      to: printTime(to, window.format, zone),
    });
  }
}
