import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { HealthRegistry } from './health.js';
import type { Metrics } from './metrics.js';

/** A listening health and metrics address; `close` waits until it is gone. */
export interface HealthServer {
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

/** An HTTP answer, ready to be sent by whatever serves. */
export interface HealthAnswer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

/** Serves `/health/live`, `/health/ready` (503 with the reasons) and `/metrics` on 127.0.0.1; port 0 takes a free one. */
export async function serveHealth(
  port: number,
  process: string,
  health: HealthRegistry,
  metrics: Metrics,
): Promise<HealthServer> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://127.0.0.1').pathname;
    answerHealth(path, process, health, metrics).then(
      (reply) => send(response, reply),
      () => send(response, json(500, { process, sentence: '内部错误，详见日志' })),
    );
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  // A connection that could not be taken, for want of file handles, costs that connection.
  server.on('error', () => undefined);
  const taken = portOf(server);
  return { url: `http://127.0.0.1:${taken}`, port: taken, close: () => close(server) };
}

/** Answers `/health/live`, `/health/ready` and `/metrics` for a server that has other paths too. */
export async function answerHealth(
  path: string,
  process: string,
  health: HealthRegistry,
  metrics: Metrics,
): Promise<HealthAnswer> {
  switch (path) {
    case '/health/live':
      return json(200, { process, live: true });
    case '/health/ready': {
      const summary = await health.report();
      return json(summary.ready ? 200 : 503, { process, ...summary });
    }
    case '/metrics':
      return { status: 200, type: metrics.contentType, text: await metrics.text() };
    default:
      return json(404, { process, sentence: '没有这个地址，可用：/health/live、/health/ready、/metrics' });
  }
}

function json(status: number, body: object): HealthAnswer {
  return { status, type: 'application/json; charset=utf-8', text: `${JSON.stringify(body)}\n` };
}

function send(response: ServerResponse, { status, type, text }: HealthAnswer): void {
  response.writeHead(status, { 'content-type': type }).end(text);
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
