import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { HubError, type FaultCode } from '#base/contracts';
import type { FakeAnswer, FakeRequest } from './fake-server.js';

const timeoutMs = 400;

/** A fault of the fake source. */
export function fakeFault(
  code: FaultCode,
  reason: string,
  facts: Readonly<Record<string, string>> = {},
): HubError {
  return new HubError(code, `数据源 370800.test.fake ${reason}，请与该部门核对。`, facts);
}

/** One connection to the fake department. */
export class FakeLine {
  #socket: Socket | null = null;

  constructor(readonly port: number) {}

  /** Sends one request and waits for its answer; a connection that was lost is made anew. */
  async ask(request: FakeRequest, signal: AbortSignal): Promise<FakeAnswer> {
    const socket = await this.#open();
    socket.write(`${JSON.stringify(request)}\n`);
    const answered = new AbortController();
    const stop = AbortSignal.any([signal, answered.signal, AbortSignal.timeout(timeoutMs)]);
    let text = '';
    try {
      const cut = once(socket, 'close', { signal: stop }).then(() => Promise.reject(new Error('cut')));
      while (!text.endsWith('\n')) {
        const [piece] = (await Promise.race([once(socket, 'data', { signal: stop }), cut])) as [Buffer];
        text += piece.toString('utf8');
      }
      return JSON.parse(text) as FakeAnswer;
    } catch {
      this.close();
      const late = !signal.aborted && stop.aborted;
      throw fakeFault(
        late ? 'HUB_SOURCE_TIMEOUT' : 'HUB_SOURCE_UNREACHABLE',
        late ? '未在时限内答复' : '连接中断',
      );
    } finally {
      answered.abort();
    }
  }

  close(): void {
    this.#socket?.destroy();
    this.#socket = null;
  }

  async #open(): Promise<Socket> {
    if (this.#socket !== null && !this.#socket.destroyed) return this.#socket;
    const socket = connect(this.port, '127.0.0.1');
    socket.on('error', () => undefined);
    this.#socket = socket;
    await once(socket, 'connect').catch(() => {
      throw fakeFault('HUB_SOURCE_UNREACHABLE', '暂时连不上');
    });
    return socket;
  }
}
