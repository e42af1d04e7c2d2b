import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brandAs, type SourceDefinition, type SourceReader, type StreamDefinition } from '#base/contracts';
import { restConnector } from '../rest/rest.connector.js';

/** What a department answers to one request. */
export type Answering = (
  request: { readonly url: URL; readonly headers: IncomingMessage['headers']; readonly body: string },
  response: ServerResponse,
) => void;

/** A department's HTTP server under test. */
export interface HttpDepartment {
  readonly address: string;
  answer(answering: Answering): void;
  open(settings?: object, stream?: object): Promise<SourceReader>;
  readonly stream: StreamDefinition;
  close(): Promise<void>;
}

/** Settings that make waits short enough for a test. */
const quick = { attempts: 3, wait: '10ms', longest: '2s' };

/** Starts a server on a free port. */
export async function startHttpDepartment(): Promise<HttpDepartment> {
  let answering: Answering = (_, response) => void response.writeHead(404).end();
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => void parts.push(part));
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://department');
      answering({ url, headers: request.headers, body: Buffer.concat(parts).toString('utf8') }, response);
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const address = `http://127.0.0.1:${port}`;
  const source = sourceOf({}, {});
  return {
    address,
    stream: streamOf({}),
    answer(next) {
      answering = next;
    },
    open: (settings = {}, stream = {}) =>
      restConnector().open({ ...source, ...sourceOf(settings, stream) }, (name) =>
        name.endsWith('.url') ? address : `值-${name}`,
      ),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function sourceOf(settings: object, stream: object): SourceDefinition {
  return {
    id: brandAs('370800.scjgj.rest'),
    name: '测试接口',
    connector: 'rest',
    standard: 'internet-supervision',
    generation: 'a',
    timeZone: 'Asia/Shanghai',
    settings: { retry: quick, timeout: '2s', ...settings },
    pageSize: 3,
    pollMs: 1_000,
    lagMs: 1_000,
    overlapMs: 600_000,
    sweep: null,
    writeBack: false,
    firstLoad: { tell: false },
    overrides: {},
    streams: [streamOf(stream)],
  };
}

function streamOf(settings: object): StreamDefinition {
  return {
    name: brandAs('inspection'),
    kind: 'inspection',
    table: '',
    settings: { path: '/rows', records: 'rows', order: 'append', ...settings },
    mode: 'cursor',
    cursor: 'at',
    key: ['id'],
    caseNumber: 'id',
    flag: null,
  };
}
