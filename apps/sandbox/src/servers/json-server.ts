import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/** What a service answers. */
export interface JsonReply {
  readonly status: number;
  readonly content: object;
}

/** Serves JSON on a local port; what `answer` throws becomes a 500 without details. Answers how to close. */
export async function openJsonServer(
  port: number,
  answer: (request: IncomingMessage) => Promise<JsonReply>,
): Promise<{ close(): Promise<void> }> {
  const server = createServer((request, response) => {
    answer(request)
      .catch(() => ({ status: 500, content: { code: '500', message: '服务内部错误' } }))
      .then((reply) => say(response, reply))
      .catch(() => response.destroy());
  });
  await once(server.listen(port, '127.0.0.1'), 'listening');
  return {
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function say(response: ServerResponse, { status, content }: JsonReply): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(content));
}
