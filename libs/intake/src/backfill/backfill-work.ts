import { HubError, remedyOf, type Page, type StreamDefinition } from '#base/contracts';
import { readHeldStreams } from '#base/postgres';
import { noCounts, type Counts } from '../counts.js';
import { checkpointMoved, hashedRow, publishRows, type HashedRow, type Reading } from '../reading.js';
import { asSeen } from '../seen-row.js';
import { beginBackfill } from '../sql/begin-backfill.js';
import { countRun } from '../sql/count-run.js';
import { countStream } from '../sql/count-stream.js';
import { endBackfill } from '../sql/end-backfill.js';
import { findFresh } from '../sql/find-fresh.js';
import { moveBackfill } from '../sql/move-backfill.js';
import { selectOpenBackfill } from '../sql/select-open-backfill.js';
import type { StreamState } from '../stream-state.js';
import type { OpenBackfill } from './backfill.js';
import { chunkOf, liveBoundary } from './chunk.js';
import { ChunkReader } from './chunk-reader.js';

interface Chunk {
  readonly counts: Counts;
  /** Rows in the range that the live reading looks after. */
  readonly left: number;
  readonly page: Page;
}

/**
 * Works on the backfills of a source between its polls, chunk by chunk, through the same connection and under the same lease. A chunk is
 * published, every ack awaited, and only then its end becomes the checkpoint: a kill repeats a chunk, never skips one.
 */
export class BackfillWork {
  #notBefore = 0;
  readonly #chunks: ChunkReader;

  constructor(
    private readonly reading: Reading,
    private readonly states: readonly StreamState[],
    /** Waits so many milliseconds, but not past the signal. */
    private readonly rest: (ms: number) => Promise<void>,
  ) {
    this.#chunks = new ChunkReader(reading.reader);
  }

  /** Ends what is being read. */
  close(): Promise<void> {
    return this.#chunks.close();
  }

  /** Reads chunks as fast as the backfill's own budget allows until that instant; at least one if one is due. Without anything to do it waits. */
  async workUntil(until: number, signal: AbortSignal): Promise<void> {
    const { clock } = this.reading;
    do {
      const worked = clock.now().getTime() >= this.#notBefore && (await this.#work(signal));
      const now = clock.now().getTime();
      const next = worked || this.#notBefore > now ? Math.max(this.#notBefore, now) : until;
      await this.rest(Math.min(next, until) - now);
    } while (!signal.aborted && clock.now().getTime() < until);
  }

  /** Answers whether there was something to do. A backfill that cannot be read is given up with its reason; the live reading goes on. */
  async #work(signal: AbortSignal): Promise<boolean> {
    const { database, source } = this.reading;
    const backfill = await selectOpenBackfill(database, source.id);
    const state = this.states.find(({ stream }) => stream.name === backfill?.stream);
    // Until the first load is through, its rows come anyway.
    if (backfill === null || (state !== undefined && !state.loaded)) return false;
    // A stream whose fuse has blown is held for the backfill too.
    const held = await readHeldStreams(database, source.id);
    if (held.some(({ stream }) => stream === backfill.stream)) return false;
    try {
      if (state === undefined) throw streamGone(source.id, backfill.stream);
      this.#refuseUnreadable(state.stream);
      await this.#chunk(backfill, state, signal);
    } catch (thrown) {
      if (!(thrown instanceof HubError) || remedyOf(thrown) !== 'stop') throw thrown;
      await endBackfill(database, backfill.id, 'failed', thrown, this.reading.clock.now());
    }
    return true;
  }

  #refuseUnreadable(stream: StreamDefinition): void {
    const { reader, source } = this.reading;
    if (stream.mode !== 'cursor' || reader.rereads?.(stream) === true) return;
    throw new HubError(
      'HUB_BACKFILL_INVALID',
      `数据源 ${source.id} 的数据流 ${stream.name} 不能按时间重读：它不是按时间窗读取的接口，也不是文件。`,
      { source: source.id, stream: stream.name },
    );
  }

  async #chunk(asked: OpenBackfill, state: StreamState, signal: AbortSignal): Promise<void> {
    const { database, clock, source } = this.reading;
    const started = clock.now().getTime();
    const liveFrom = asked.liveFrom ?? liveBoundary(source, await this.reading.reader.now());
    if (asked.state === 'requested') await beginBackfill(database, asked.id, liveFrom, clock.now());
    const { page, ended } = await this.#next({ ...asked, liveFrom }, state, signal);
    if (signal.aborted) return;
    if (page !== null && isStep(state, page)) await this.#take(asked, state, liveFrom, page);
    if (ended) await endBackfill(database, asked.id, 'done', null, clock.now());
    this.#notBefore = started + ((page?.rows.length ?? 0) * 1000) / asked.rowsPerSecond;
  }

  /** The next chunk, and whether it is the last; a page of a window or of a file may be short before the end. */
  async #next(
    asked: OpenBackfill & { readonly liveFrom: Date },
    { stream, cursor }: StreamState,
    signal: AbortSignal,
  ): Promise<{ readonly page: Page | null; readonly ended: boolean }> {
    const request = chunkOf(this.reading.source, stream, asked, cursor);
    if (request === null) return { page: null, ended: true };
    const page = await this.#chunks.next(asked, request, signal);
    return {
      page,
      ended: page === null || (stream.mode !== 'cursor' && page.rows.length < request.pageSize),
    };
  }

  async #take(asked: OpenBackfill, state: StreamState, liveFrom: Date, page: Page): Promise<void> {
    const { reading } = this;
    const rows = page.rows.map((row) => hashedRow(state.stream.name, row));
    const paged = state.stream.mode === 'cursor';
    // The rows of a table that have no time are the live reading's; where a connector keeps its place, it has chosen what belongs to the range.
    const within = rows.filter(({ cursorAt }) => isAsked(asked, cursorAt));
    const own = within.filter(({ cursorAt }) => (cursorAt === null ? paged : cursorAt < liveFrom));
    const places = await findFresh(reading.database, state.number, own.map(asSeen));
    const fresh: readonly HashedRow[] = places.flatMap((place) => own[place] ?? []);
    const quiet = (): string => `backfill-${asked.id}`;
    const bytes = fresh.length === 0 ? 0 : await publishRows(reading, state, fresh, quiet);
    const counts: Counts = {
      ...noCounts,
      read: rows.length,
      published: fresh.length,
      repeated: own.length - fresh.length,
      bytes,
    };
    await this.#commit(asked, state.stream, { counts, left: within.length - own.length, page });
    reading.observer.counted(reading.source.id, state.stream.name, counts);
  }

  async #commit(asked: OpenBackfill, stream: StreamDefinition, { counts, left, page }: Chunk): Promise<void> {
    const { database, source, owner, run, clock } = this.reading;
    await database.transaction(async (tx) => {
      const moved = await moveBackfill(tx, {
        ...counts,
        source: source.id,
        owner,
        id: asked.id,
        version: asked.version,
        cursor: page.end,
        cursorAt: page.rows.at(-1)?.cursorAt ?? null,
        left,
        at: clock.now(),
      });
      if (!moved) throw checkpointMoved(this.reading, stream.name);
      await countStream(tx, source.id, stream.name, counts);
      await countRun(tx, run, counts, 0);
    });
  }
}

/** An empty page may be a step forward where the connector keeps its place. */
function isStep({ stream }: StreamState, { rows, end }: Page): boolean {
  return rows.length > 0 || (stream.mode === 'cursor' && end !== null);
}

/** A service that takes whole days only gives more than was asked for; what lies outside is not read again, and nobody is told of it. */
function isAsked({ range }: OpenBackfill, at: Date | null): boolean {
  return range.by === 'key' || at === null || (at >= range.from && at <= range.to);
}

function streamGone(source: string, stream: string): HubError {
  return new HubError('HUB_BACKFILL_INVALID', `数据源 ${source} 已没有数据流 ${stream}，回补无法继续。`, {
    source,
    stream,
  });
}
