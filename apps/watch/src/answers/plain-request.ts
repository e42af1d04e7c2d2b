import { STATUS_CODES, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { problemOf, problemType, type Problem } from './problem.js';

/** The part of a Fastify request that is looked at. */
interface Asking {
  readonly raw: { readonly url?: string | undefined };
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
}

/** The part of a Fastify reply that is needed here. */
interface Reply {
  status(code: number): Reply;
  header(name: string, value: string): Reply;
  send(body: object): unknown;
}

/** No body of the API nests deeper than some five levels. */
const deepest = 32;
const oddInNames = /[\p{Cc}\p{Cs}]/u;
/** What a person writes may have lines and tabs. */
const oddInProse = /(?![\t\n\r])[\p{Cc}\p{Cs}]/u;

/**
 * Answers a request with 400 that says what no parameter can mean: control characters (U+0000 among them), halves of surrogate pairs, bytes
 * that are no UTF-8, a parameter given twice, a body nested too deep. Behind it, none of them reaches a statement or a log.
 */
export async function refuseOddRequests(request: Asking, reply: Reply): Promise<unknown> {
  const problem = oddIn(request);
  if (problem === null) return undefined;
  await reply.status(problem.status).header('content-type', problemType).send(problem);
  return reply;
}

/** The same for what is no request of HTTP, or has more in its head than the server takes. */
export function refuseBadHead({ code }: { readonly code?: string }, socket: Socket): void {
  const [status, what] =
    code === 'HPE_HEADER_OVERFLOW'
      ? ([431, '请求的地址或头部过长'] as const)
      : ([400, '请求不合 HTTP 的写法'] as const);
  if (!socket.writable) return void socket.destroy();
  const answer = JSON.stringify({ ...odd(what), status });
  const head = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\ncontent-type: ${problemType}\r\ncontent-length: ${Buffer.byteLength(answer)}\r\nconnection: close\r\n\r\n`;
  socket.end(head + answer);
}

/** The same for an address that cannot even be taken apart. */
export function refuseBadAddress(answer: ServerResponse): void {
  const problem = odd('地址里有不是 UTF-8 的百分号编码');
  answer.writeHead(problem.status, { 'content-type': problemType }).end(JSON.stringify(problem));
}

function oddIn({ raw, params, query, body }: Asking): Problem | null {
  if (!isEncoded(raw.url ?? '')) return odd('地址里有不是 UTF-8 的百分号编码');
  const name = oddParameter(params) ?? oddParameter(query);
  if (name !== null) return odd(`参数 ${shown(name)} 含有控制字符或不完整的字符，或给出了不止一次`);
  const place = isParsed(body) ? oddPlace(body) : null;
  return place === null ? null : odd(`请求体的 ${shown(place)} 含有控制字符或不完整的字符，或嵌套过深`);
}

function odd(what: string): Problem {
  return problemOf(400, `${what}，请改正后重试。`);
}

function isEncoded(url: string): boolean {
  try {
    return decodeURIComponent(url).isWellFormed();
  } catch {
    return false;
  }
}

/** The name of the first parameter that is no single plain text. */
function oddParameter(parameters: unknown): string | null {
  if (!isParsed(parameters)) return null;
  const found = Object.entries(parameters).find(
    ([name, value]: readonly [string, unknown]) => !isPlain(name, oddInNames) || !isPlain(value, oddInNames),
  );
  return found === undefined ? null : found[0];
}

function isPlain(value: unknown, refused: RegExp): boolean {
  return typeof value === 'string' && !refused.test(value);
}

/** An upload comes as a stream, whose bytes are not looked at. */
function isParsed(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !('pipe' in value);
}

/** Where a body holds what no field can mean; null where it does not. */
function oddPlace(body: object): string | null {
  const left: { readonly value: unknown; readonly path: string; readonly depth: number }[] = [
    { value: body, path: '', depth: 0 },
  ];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const { value, path, depth } = next;
    if (typeof value === 'string' && !isPlain(value, oddInProse)) return path;
    if (typeof value !== 'object' || value === null) continue;
    if (depth === deepest) return path;
    for (const [name, inside] of Object.entries(value)) {
      const within = path === '' ? name : `${path}.${name}`;
      if (!isPlain(name, oddInNames)) return within;
      left.push({ value: inside, path: within.slice(0, 200), depth: depth + 1 });
    }
  }
  return null;
}

/** A name as it may be told: it came from outside. */
function shown(name: string): string {
  return name.toWellFormed().replaceAll(/\p{C}/gu, '?').slice(0, 60) || '（无名）';
}
