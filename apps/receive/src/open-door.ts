import 'reflect-metadata';
import type { ServerResponse } from 'node:http';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Settings } from '#base/settings';
import { NestLogger, type Log } from '#base/telemetry';
import { PushRefusal, type InFlight, type PushReceiver } from '#libs/intake';
import type { ReceiveParts } from './compose.js';
import { PendingRequests, type RawRequest } from './pending-requests.js';
import { ReceiveModule } from './receive.module.js';
import { RefusalFilter } from './refusal.filter.js';

type Bounds = Settings['receive'];

/** How often connections are looked at for senders that are too slow. */
const lookEveryMs = 1_000;

/** The part of a Fastify request that is needed before the body is read. */
interface Head {
  readonly raw: RawRequest;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/**
 * The intake over its parts, not listening yet. A request is judged by its head first: who it says it is, how long ago it was signed, how much it
 * brings and whether there is room. Only then is a byte of its body read, as bytes, bounded in size and time.
 */
export async function openDoor(
  { receiver, inFlight, observer }: Pick<ReceiveParts, 'receiver' | 'inFlight' | 'observer'>,
  bounds: Bounds,
  log: Log,
): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: bounds.maxBodyBytes,
    requestTimeout: bounds.bodyTimeoutMs,
    http: {
      connectionsCheckingInterval: lookEveryMs,
      requestTimeout: bounds.bodyTimeoutMs,
      // Node.js swaps the two when the head is given longer than the whole.
      headersTimeout: bounds.bodyTimeoutMs,
    },
    forceCloseConnections: 'idle',
  });
  const pending = new PendingRequests();
  const app = await NestFactory.create<NestFastifyApplication>(
    ReceiveModule.over(receiver, pending),
    adapter,
    {
      logger: new NestLogger(log),
      abortOnError: false,
      bodyParser: false,
    },
  );
  const filter = new RefusalFilter(log, observer);
  app.useGlobalFilters(filter);
  const door = new Door(receiver, inFlight, pending, bounds.maxBodyBytes);
  const fastify = adapter.getInstance();
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => {
    done(null, body);
  });
  fastify.addHook('onRequest', async (request, reply) => {
    try {
      await door.enter(request, reply.raw);
    } catch (thrown) {
      // The rest of a refused request is not worth reading.
      void reply.header('connection', 'close');
      filter.answer(thrown, reply);
      return reply;
    }
    return undefined;
  });
  // A connection that could not be taken, for want of file handles, costs that connection.
  app.getHttpServer().on('error', (thrown: unknown) => log.fault(thrown));
  return app;
}

/** Lets requests in. */
class Door {
  constructor(
    private readonly receiver: PushReceiver,
    private readonly inFlight: InFlight,
    private readonly pending: PendingRequests,
    private readonly maxBytes: number,
  ) {}

  async enter({ raw, method, url, headers }: Head, response: ServerResponse): Promise<void> {
    if (method !== 'POST') throw new PushRefusal('absent');
    const bytes = this.#sizeOf(headers['content-length']);
    const admission = await this.receiver.admit({ method, path: url, headers });
    // Whoever hung up while the sources were looked up closes nothing any more: room would never be given back.
    if (response.closed) throw new PushRefusal('gone');
    const room = this.inFlight.reserve(bytes);
    response.once('close', () => room.release());
    this.pending.put(raw, { admission, room });
  }

  #sizeOf(length: string | string[] | undefined): number {
    if (typeof length !== 'string' || !/^\d{1,12}$/.test(length)) throw new PushRefusal('unsized');
    if (Number(length) > this.maxBytes) throw new PushRefusal('large', { maxBytes: this.maxBytes });
    return Number(length);
  }
}
