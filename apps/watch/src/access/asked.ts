import { Readable } from 'node:stream';
import type { Named } from '#libs/access';
import type { Operation } from '#libs/api';
import type { Access } from './access.js';

type Values = Readonly<Record<string, unknown>>;

/** The part of a Fastify request that the door looks at. */
export interface WatchRequest {
  readonly method: string;
  readonly ip: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly routeOptions: { readonly url?: string };
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  access?: Access;
}

/** What is asked, in the words of the list of operations. */
export interface Asked {
  /** As `operations` names it, e.g. `GET /api/v1/parked/{id}`. */
  readonly operation: string;
  readonly writes: boolean;
  readonly address: string;
  readonly params: Values;
  readonly query: Values;
  readonly body: Values;
}

/** How the list of operations names a route of the server. */
export function operationName(method: string, url: string): string {
  const verb = method === 'HEAD' ? 'GET' : method;
  return `${verb} ${url.replaceAll(/:(\w+)/g, '{$1}')}`;
}

/** Reads a request without trusting it: what is no object counts as empty. */
export function readAsked({ method, ip, routeOptions, params, query, body }: WatchRequest): Asked {
  return {
    operation: operationName(method, routeOptions.url ?? ''),
    writes: method !== 'GET' && method !== 'HEAD',
    address: ip,
    params: valuesOf(params),
    query: valuesOf(query),
    body: valuesOf(body),
  };
}

/** The sources a request names, wherever it may name one, and the department in whose name it is made. */
export function namedIn({ params, query, body }: Asked, { subject }: Operation): readonly Named[] {
  const texts = [subject === 'source' ? params['id'] : null, query['source'], body['source']];
  const sources = texts.filter(isText).map((source): Named => ({ source }));
  const from = body['from'];
  if (!isText(from)) return sources;
  const [region = '', department = null] = from.split('.');
  return [...sources, { region, department }];
}

/** Whether personal data is asked for uncovered. */
export function asksToReveal({ query, body }: Asked): boolean {
  return query['reveal'] === 'true' || body['reveal'] === true;
}

/** For the journal: the number or code that is asked about, and what for. */
export function subjectOf({ params, query, body }: Asked): {
  readonly subject: string | null;
  readonly purpose: string | null;
} {
  const [subject = null] = [...Object.values(params), query['source'], body['source']].filter(isText);
  const [purpose = null] = [query['purpose'], body['purpose'], body['why']].filter(isText);
  return { subject: subject?.slice(0, 100) ?? null, purpose: purpose?.slice(0, 500) ?? null };
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function valuesOf(value: unknown): Values {
  return typeof value === 'object' && value !== null && !(value instanceof Readable) ? { ...value } : {};
}
