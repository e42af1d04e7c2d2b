import {
  HubError,
  type CheckLine,
  type Clock,
  type Page,
  type RawRow,
  type ReadRequest,
  type SourceDefinition,
  type SourceReader,
  type StreamDefinition,
  ownField,
} from '#base/contracts';
import {
  type Draft,
  draftOf,
  isObject,
  restFault,
  type RestService,
  type Signature,
  type Transport,
} from '#base/http';
import { invalidKey } from '../setting-schema.js';
import type { Zone } from '../database/zone.js';
import { printTime } from '../soap/local-time.js';
import { readAnswer, type Answer } from './answer.js';
import { checkRest } from './check.js';
import { openPaging } from './paging.js';
import { readFeed } from './read-feed.js';
import { readWindows } from './read-windows.js';
import type { RestStreamSettings } from './settings.js';
import type { Walk } from './walk.js';

/** Everything a reader is made of. */
export interface RestReaderParts {
  readonly source: SourceDefinition;
  readonly base: URL;
  readonly streams: ReadonlyMap<string, RestStreamSettings>;
  readonly transport: Transport;
  readonly service: RestService;
  readonly signature: Signature;
  readonly clock: Clock;
  readonly zone: Zone;
}

const sampleRows = 10;

/** A department's REST service, open for reading: one request at a time, nothing kept between pages but the connection and the key. */
export class RestReader implements SourceReader {
  readonly #parts: RestReaderParts;
  readonly #closed = new AbortController();

  constructor(parts: RestReaderParts) {
    this.#parts = parts;
  }

  /** The service's clock as its answers state it, to the second; asked for once, then followed. */
  async now(): Promise<Date> {
    const { transport, clock, base } = this.#parts;
    if (transport.skewMs === null) {
      await transport.send(draftOf(base), this.#closed.signal).catch((thrown: unknown) => {
        // The bare address may lead to a login page elsewhere; only its clock was wanted.
        if (!(thrown instanceof HubError) || thrown.facts['reason'] !== 'redirected') throw thrown;
      });
    }
    return new Date(clock.now().getTime() + (transport.skewMs ?? 0));
  }

  async *read(request: ReadRequest, signal: AbortSignal): AsyncGenerator<Page> {
    const walk = this.#walk(request.stream, request.pageSize, AbortSignal.any([signal, this.#closed.signal]));
    if (walk.signal.aborted) return;
    const { window, order } = walk.settings;
    if (window === undefined && order !== 'newestFirst') yield* readFeed(walk, request);
    else yield* readWindows(walk, request, request.until ?? (await this.now()));
  }

  rereads({ name }: StreamDefinition): boolean {
    return this.#parts.streams.get(name)?.window !== undefined;
  }

  async acknowledge(stream: StreamDefinition, _rows: readonly RawRow[]): Promise<void> {
    const at = `streams.${stream.name}.mode`;
    return Promise.reject(invalidKey(this.#parts.source, at, 'REST 数据流不能回写标志'));
  }

  async check(): Promise<readonly CheckLine[]> {
    const { source, transport } = this.#parts;
    await this.now();
    return checkRest({
      sourceName: source.name,
      streams: source.streams,
      skewMs: transport.skewMs ?? 0,
      sample: (stream) => this.#sample(stream),
    });
  }

  async columns(stream: StreamDefinition): Promise<readonly string[]> {
    const { records } = await this.#sample(stream);
    return [...new Set(records.flatMap(({ value }) => (isObject(value) ? Object.keys(value) : [])))];
  }

  async close(): Promise<void> {
    this.#closed.abort();
    this.#parts.transport.close();
    return Promise.resolve();
  }

  #walk(stream: StreamDefinition, pageSize: number, signal: AbortSignal): Walk {
    const { source, streams, service, signature, zone } = this.#parts;
    const settings = streams.get(stream.name);
    if (settings === undefined) throw invalidKey(source, 'streams', `没有数据流 ${stream.name}`);
    const paging = openPaging(settings.paging);
    return {
      source: source.id,
      stream,
      settings,
      paging,
      zone,
      pageSize,
      overlapMs: source.overlapMs,
      signal,
      ask: async (place, bounds) => {
        const values = { ...bounds, ...paging.values(place), pageSize: String(pageSize) };
        const draft = this.#draft(settings, paging.address(place), values);
        try {
          return await service.ask(draft, signature, signal, (reply) =>
            readAnswer(source.id, settings, reply),
          );
        } catch (thrown) {
          if (signal.aborted) return null;
          throw thrown;
        }
      },
    };
  }

  #draft(
    settings: RestStreamSettings,
    address: string | null,
    values: Readonly<Record<string, string>>,
  ): Draft {
    const { base, source } = this.#parts;
    const target = streamAddress(base, settings.path);
    if (address !== null) {
      const next = URL.canParse(address, target) ? new URL(address, target) : null;
      if (next?.origin !== target.origin) throw restFault(source.id, 'redirected');
      return draftOf(next);
    }
    const filled = Object.entries(settings.parameters)
      .map(([name, template]) => [name, fill(template, values), template] as const)
      .filter(([, value, template]) => value !== '' || template === '')
      .map(([name, value]) => [name, value] as const);
    const draft = draftOf(target, Object.fromEntries(filled));
    return settings.method === 'GET' ? draft : { ...draft, method: 'POST', place: settings.body };
  }

  /** One small request for the newest window, or the first page of a list. */
  async #sample(stream: StreamDefinition): Promise<Pick<Answer, 'records'>> {
    const { source, zone } = this.#parts;
    const walk = this.#walk(stream, Math.min(source.pageSize, sampleRows), this.#closed.signal);
    const { window } = walk.settings;
    const to = await this.now();
    const bounds =
      window === undefined
        ? {}
        : {
            from: printTime(new Date(to.getTime() - window.width), window.format, zone),
            to: printTime(to, window.format, zone),
          };
    return (await walk.ask(walk.paging.first, bounds)) ?? { records: [] };
  }
}

function fill(template: string, values: Readonly<Record<string, string>>): string {
  return template.replaceAll(/\$\{([^}]*)\}/g, (_, name: string) => ownField(values, name) ?? '');
}

function streamAddress(base: URL, path: string): URL {
  const root = base.href.replace(/\/$/, '');
  return new URL(`${root}/${path.replace(/^\//, '')}`);
}
