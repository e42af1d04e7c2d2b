import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import type { ServerTrouble, SubjectRow } from './subject.js';

/** One request of the fake protocol: a line of JSON each way. */
export interface FakeRequest {
  readonly password: string;
  readonly table: string;
  /** Rows after this place in the order (time, id). */
  readonly after: string;
  readonly until: string;
  readonly limit: number;
}

/** The answer: rows, or why there are none. */
export interface FakeAnswer {
  readonly status: number;
  readonly retryAfterMs: number;
  readonly now: string;
  readonly rows: readonly (readonly [at: string, id: string, filler: string])[];
}

/** A department of a few rows in memory that speaks lines of JSON over TCP. */
export interface FakeServer {
  readonly port: number;
  rows: SubjectRow[];
  trouble: ServerTrouble | null;
  close(): Promise<void>;
}

export const fakePassword = 'fake-password';
const filler = 'x'.repeat(1_000);

/** Starts the department on a free port. */
export async function startFakeServer(): Promise<FakeServer> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    let text = '';
    socket.on('error', () => undefined);
    socket.on('close', () => void sockets.delete(socket));
    socket.on('data', (piece: Buffer) => {
      text += piece.toString('utf8');
      const lines = text.split('\n');
      text = lines.pop() ?? '';
      for (const line of lines) socket.write(`${JSON.stringify(answer(JSON.parse(line) as FakeRequest))}\n`);
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const state: FakeServer = {
    port: (server.address() as AddressInfo).port,
    rows: [],
    trouble: null,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };

  function answer(request: FakeRequest): FakeAnswer {
    const status = statusOf(request);
    const retryAfterMs = (state.trouble?.retryAfter ?? 0) * 1_000;
    const head = { status, retryAfterMs, now: new Date().toISOString() };
    if (status !== 200) return { ...head, rows: [] };
    const place = ({ at, id }: SubjectRow): string => `${at.toISOString()} ${id}`;
    const found = state.rows
      .filter((row) => place(row) > request.after && row.at.toISOString() <= request.until)
      .sort((left, right) => (place(left) < place(right) ? -1 : 1))
      .slice(0, request.limit);
    return { ...head, rows: found.map((row) => [row.at.toISOString(), row.id, filler]) };
  }

  function statusOf({ password, table }: FakeRequest): number {
    if (password !== fakePassword) return 401;
    if (table !== 'rows') return 404;
    const { trouble } = state;
    if (trouble === null || trouble.times <= 0) return 200;
    state.trouble = { ...trouble, times: trouble.times - 1 };
    return trouble.status;
  }

  return state;
}
