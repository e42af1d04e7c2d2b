import type { Page, ReadRequest, SourceReader } from '#base/contracts';
import type { OpenBackfill } from './backfill.js';

interface OpenReading {
  readonly id: string;
  /** The version of the backfill once the last chunk is written down. */
  readonly version: bigint;
  readonly pages: AsyncIterator<Page>;
}

/**
 * Reads a backfill chunk by chunk. A chunk of a table is a short query of its own; a stream whose connector keeps its place stays open between
 * chunks, since a file would have to be fetched anew for each. After a fault or another's hand it goes on from the checkpoint.
 */
export class ChunkReader {
  #open: OpenReading | null = null;

  constructor(private readonly reader: SourceReader) {}

  /** The next chunk; null when nothing is left. */
  async next(
    { id, version }: Pick<OpenBackfill, 'id' | 'version'>,
    request: ReadRequest,
    signal: AbortSignal,
  ): Promise<Page | null> {
    if (request.stream.mode !== 'cursor') {
      for await (const page of this.reader.read(request, signal)) return page;
      return null;
    }
    if (this.#open?.id !== id || this.#open.version !== version) {
      await this.close();
      this.#open = { id, version, pages: this.reader.read(request, signal)[Symbol.asyncIterator]() };
    }
    const { pages } = this.#open;
    const turn = await pages.next().catch(async (cause: unknown) => {
      await this.close();
      throw cause;
    });
    this.#open = turn.done === true ? null : { id, version: version + 1n, pages };
    return turn.done === true ? null : turn.value;
  }

  /** Ends what is open, so that nothing it holds stays behind. */
  async close(): Promise<void> {
    const open = this.#open;
    this.#open = null;
    await open?.pages.return?.();
  }
}
