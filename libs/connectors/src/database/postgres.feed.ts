import type { Clock } from '#base/contracts';
import { Client, type ClientConfig } from 'pg';
import type { SessionPlan } from './dialect.js';
import { parseLogMessage, type LogMessage } from './pgoutput.js';
import { openingTexts, postgresFault } from './postgres.session.js';
import { printLsn, standbyStatus, wireOf } from './postgres.wire.js';

/** A message of the log, or the server's word that everything before a place has been sent. */
export type FeedMessage = LogMessage | { readonly tag: 'alive'; readonly end: bigint };

/** What is read: by which mark, what was published, from where. */
export interface FeedWish {
  readonly slot: string;
  readonly publication: string;
  readonly after: bigint;
}

/** So many messages wait at most before the server is held back by the network's own flow control. */
const mostWaiting = 5_000;
/** The server gives up on a silent reader after a minute by default. */
const statusEveryMs = 10_000;
const askAtMostEveryMs = 20;

/**
 * A replication connection. The packaged client was not taken: it confirms on a timer what was merely received, adds one to the place it
 * is given and turns dates into JavaScript dates; here only `confirm` moves the server's mark, and texts stay texts.
 */
export class PostgresFeed {
  readonly #client: Client;
  readonly #plan: SessionPlan;
  readonly #clock: Clock;
  readonly #waiting: FeedMessage[] = [];
  #confirmed: bigint;
  #askedAt = 0;
  #fault: unknown = null;
  #paused = false;
  #wake: () => void = () => undefined;
  #timer: NodeJS.Timeout | null = null;

  private constructor(client: Client, plan: SessionPlan, clock: Clock, after: bigint) {
    this.#client = client;
    this.#plan = plan;
    this.#clock = clock;
    this.#confirmed = after;
  }

  /** Connects and starts at a place; throws HUB_SOURCE_* when the mark is in use, gone or not ours. */
  static async open(plan: SessionPlan, wish: FeedWish, clock: Clock): Promise<PostgresFeed> {
    const config: ClientConfig & { readonly replication: string } = {
      connectionString: plan.url,
      application_name: 'hub collect log',
      connectionTimeoutMillis: 10_000,
      keepAlive: true,
      replication: 'database',
    };
    const client = new Client(config);
    const feed = new PostgresFeed(client, plan, clock, wish.after);
    client.on('error', (cause) => feed.#fail(cause));
    try {
      await client.connect();
      for (const text of openingTexts({ ...plan, queryTimeoutMs: 0 })) await client.query(text);
      await feed.#start(wish);
    } catch (cause) {
      await feed.close();
      throw postgresFault(plan, cause);
    }
    return feed;
  }

  /** The next message; null when none came for a while. A server that is silent is asked where it stands. */
  async next(waitMs: number): Promise<FeedMessage | null> {
    if (this.#waiting.length === 0 && this.#fault === null) {
      this.#ask();
      await this.#arrival(waitMs);
    }
    const message = this.#waiting.shift() ?? null;
    if (message === null && this.#fault !== null) throw postgresFault(this.#plan, this.#fault);
    if (this.#paused && this.#waiting.length < mostWaiting / 2) this.#hold(false);
    return message;
  }

  /** Lets the server forget everything before a place. */
  confirm(place: bigint): void {
    if (place > this.#confirmed) this.#confirmed = place;
    this.#tell(false);
  }

  async close(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#fail(new Error('closed'));
    await this.#client.end().catch(() => undefined);
  }

  async #start({ slot, publication, after }: FeedWish): Promise<void> {
    const wire = wireOf(this.#client);
    const started = new Promise<void>((resolve) => wire.once('replicationStart', resolve));
    wire.on('copyData', ({ chunk }) => this.#receive(chunk));
    const name = this.#client.escapeIdentifier(publication);
    const options = `proto_version '1', publication_names ${this.#client.escapeLiteral(name)}`;
    // The one grammar in which PostgreSQL knows its words in capitals only.
    const ended = this.#client.query(
      `START_REPLICATION SLOT ${this.#client.escapeIdentifier(slot)} LOGICAL ${printLsn(after)} (${options})`,
    );
    ended.then(
      () => this.#fail(new Error('the server ended the replication')),
      (cause: unknown) => this.#fail(cause),
    );
    await Promise.race([started, ended]);
    this.#timer = setInterval(() => this.#tell(false), statusEveryMs).unref();
  }

  #receive(chunk: Buffer): void {
    const kind = String.fromCharCode(chunk.readUInt8(0));
    if (kind === 'k') {
      this.#waiting.push({ tag: 'alive', end: chunk.readBigUInt64BE(1) });
      if (chunk.readUInt8(17) === 1) this.#tell(false);
    }
    if (kind === 'w') this.#parse(chunk.subarray(25));
    if (!this.#paused && this.#waiting.length > mostWaiting) this.#hold(true);
    this.#wake();
  }

  /* What cannot be read fails the reading of this log; thrown from the connection's event it would end the process. */
  #parse(bytes: Buffer): void {
    try {
      const message = parseLogMessage(bytes);
      if (message !== null) this.#waiting.push(message);
    } catch (thrown) {
      this.#fail(thrown);
    }
  }

  #hold(paused: boolean): void {
    this.#paused = paused;
    const { stream } = wireOf(this.#client);
    if (paused) stream.pause();
    else stream.resume();
  }

  /** Not at every answer: a server that still works on it would be asked without end. */
  #ask(): void {
    const now = this.#clock.now().getTime();
    if (now - this.#askedAt < askAtMostEveryMs) return;
    this.#askedAt = now;
    this.#tell(true);
  }

  #tell(ask: boolean): void {
    if (this.#fault !== null) return;
    wireOf(this.#client).sendCopyFromChunk(standbyStatus(this.#confirmed, this.#clock.now().getTime(), ask));
  }

  #fail(cause: unknown): void {
    this.#fault ??= cause;
    this.#wake();
  }

  async #arrival(waitMs: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, waitMs);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
