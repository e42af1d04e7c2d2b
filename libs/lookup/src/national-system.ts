import { HubError, type Clock, ownField } from '#base/contracts';
import {
  draftOf,
  fixedSignature,
  openSignature,
  parseDocument,
  RestService,
  restFault,
  shownCode,
  textAt,
  Transport,
  valueAt,
  isObject,
  type Reply,
  type Signature,
} from '#base/http';
import { Gate } from '#base/pacing';
import type { LookupDefinition } from './lookup-definition.js';

/** What a national system told of a subject, by field name. */
export type Told = Readonly<Record<string, string | null>>;

/** What a national system is reached with. */
export interface NationalParts {
  readonly clock: Clock;
  readonly nonce: () => string;
  readonly secret: (name: string) => string;
}

const retry = { attempts: 2, wait: 200, longest: 1_000 };
const mostBytes = 1024 * 1024;

/** One interface of a national system, signed and bounded; keeps its connection and its signing key. */
export class NationalSystem {
  readonly #definition: LookupDefinition;
  readonly #address: URL;
  readonly #transport: Transport;
  readonly #service: RestService;
  readonly #signature: Signature;

  /** Throws HUB_SECRET_* when an address or key is missing, HUB_LOOKUP_INVALID for an address that is none. */
  constructor(definition: LookupDefinition, { clock, nonce, secret }: NationalParts) {
    const source = `lookup.${definition.id}`;
    const base = baseOf(definition, secret(definition.addressSecret));
    const timeoutMs = definition.timeout;
    this.#definition = definition;
    this.#address = new URL(definition.path, base);
    this.#transport = new Transport({
      source,
      headers: {},
      timeoutMs,
      responseBytes: mostBytes,
      connections: null,
      clock,
      gate: new Gate({}, clock),
    });
    this.#service = new RestService({ source, transport: this.#transport, clock, retry });
    const unsigned = fixedSignature((draft) => draft);
    this.#signature = openSignature(definition.signature, {
      source,
      base,
      clock,
      secret,
      nonce,
      ask: (draft, signal) => this.#service.document(draft, unsigned, signal),
    });
  }

  /** Asks about one subject; null when the system knows none such. Throws HUB_SOURCE_*: to be tried again when the system is down, else a person's matter. */
  ask(values: Readonly<Record<string, string>>, signal: AbortSignal): Promise<Told | null> {
    const { request, method } = this.#definition;
    const sent = Object.entries(request).map(
      ([name, { sentAs }]) => [sentAs, ownField(values, name) ?? ''] as const,
    );
    const draft = draftOf(this.#address, Object.fromEntries(sent));
    const place = method === 'POST' ? 'json' : 'query';
    return this.#service.ask({ ...draft, method, place }, this.#signature, signal, (reply) =>
      this.#read(reply),
    );
  }

  close(): void {
    this.#transport.close();
  }

  #read(reply: Reply): Told | null {
    const { id, answer } = this.#definition;
    const source = `lookup.${id}`;
    const contentType = reply.header('content-type') ?? '';
    const document = parseDocument(source, 'json', { bytes: reply.bytes, contentType });
    if (!knows(source, answer.result, document)) return null;
    const record = valueAt(document, answer.record);
    if (record === null || record === undefined) return null;
    if (!isObject(record)) throw restFault(source, 'shape', { path: answer.record });
    const told = Object.entries(answer.fields).map(([name, { at }]) => [name, textAt(record, at)] as const);
    return Object.fromEntries(told);
  }
}

/** Whether the answer is about a subject; throws for the codes that say no answer was given. */
function knows(source: string, result: LookupDefinition['answer']['result'], document: unknown): boolean {
  if (result === null) return true;
  const code = textAt(document, result.code);
  if (code === null) throw restFault(source, 'shape', { path: result.code });
  if (result.success.includes(code)) return true;
  if (result.notFound.includes(code)) return false;
  const shown = { code: shownCode(code) };
  if (result.denied.includes(code)) throw restFault(source, 'denied', shown);
  throw restFault(source, result.busy.includes(code) ? 'busy' : 'refused', shown);
}

function baseOf({ id, addressSecret }: LookupDefinition, address: string): URL {
  const base = URL.canParse(address) ? new URL(address) : null;
  if (base !== null && /^https?:$/.test(base.protocol) && base.username === '' && base.search === '')
    return base;
  throw new HubError(
    'HUB_LOOKUP_INVALID',
    `查询接口 ${id} 的密钥“${addressSecret}”应是不带账号和参数的 http 或 https 地址，请更换。`,
    { interface: id, name: addressSecret },
  );
}
