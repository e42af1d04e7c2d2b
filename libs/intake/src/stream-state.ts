import { HubError, type Cursor, type SourceDefinition, type StreamDefinition } from '#base/contracts';
import type { Checkpoint } from './sql/select-checkpoints.js';

/** What one collector knows of one stream while it holds the source: its checkpoint, and what the last poll has not yet written down. */
export class StreamState {
  #checkpoint: Checkpoint;
  #holding = new AbortController();

  constructor(
    readonly stream: StreamDefinition,
    checkpoint: Checkpoint,
  ) {
    this.#checkpoint = checkpoint;
  }

  get number(): number {
    return this.#checkpoint.number;
  }

  get version(): bigint {
    return this.#checkpoint.version;
  }

  get cursor(): Cursor | null {
    return this.#checkpoint.cursor;
  }

  get pass(): bigint {
    return this.#checkpoint.pass;
  }

  /** Whether the stream was ever read to its end. */
  get loaded(): boolean {
    return this.#checkpoint.drainedUntil !== null;
  }

  get lateLookedAt(): Date | null {
    return this.#checkpoint.lateLookedAt;
  }

  get lateFrom(): string | null {
    return this.#checkpoint.lateFrom;
  }

  /** Whether nothing has been read yet: the first load is about to begin. */
  get untouched(): boolean {
    return !this.loaded && this.#checkpoint.tellFrom === null;
  }

  /** Whether a row with this time belongs to the first load: it was there before the hub began to read. */
  isOfFirstLoad(at: Date | null): boolean {
    const { tellFrom } = this.#checkpoint;
    return at === null || tellFrom === null ? !this.loaded : at < tellFrom;
  }

  /** The latest instant up to which the stream has been read; null at the beginning. */
  get reached(): Date | null {
    const { cursorAt, drainedUntil } = this.#checkpoint;
    if (cursorAt === null || drainedUntil === null) return drainedUntil ?? cursorAt;
    return cursorAt > drainedUntil ? cursorAt : drainedUntil;
  }

  /** Whether a page's end lies beyond everything read so far. */
  isBeyond(at: Date | null): boolean {
    const { reached } = this;
    return at !== null && (!this.loaded || reached === null || at > reached);
  }

  /** Begins a reading of the stream; the signal ends it when the stream is held meanwhile. */
  begin(): AbortSignal {
    this.#holding = new AbortController();
    return this.#holding.signal;
  }

  /** Too many of the stream's records are parked: the reading ends after the page in hand. */
  hold(): void {
    this.#holding.abort();
  }

  /** To be called after the checkpoint moved in the database. */
  moved(cursor: Cursor | null, cursorAt: Date | null): void {
    const place = cursor === null ? {} : { cursor, cursorAt };
    this.#checkpoint = { ...this.#checkpoint, ...place, version: this.#checkpoint.version + 1n };
  }

  /** To be called after the beginning of the first load was written down. */
  began(tellFrom: Date): void {
    this.#checkpoint = { ...this.#checkpoint, tellFrom };
  }

  /** To be called after a look for late rows was written down. */
  looked(lateLookedAt: Date, lateFrom: string): void {
    this.#checkpoint = { ...this.#checkpoint, lateLookedAt, lateFrom };
  }

  /** To be called after the end of a poll was written down. */
  drained(until: Date, pass: bigint): void {
    this.#checkpoint = {
      ...this.#checkpoint,
      drainedUntil: until,
      pass,
      version: this.#checkpoint.version + 1n,
    };
  }
}

/** The states of all streams in the order they are declared; setup made their checkpoints. */
export function streamStates(
  source: SourceDefinition,
  checkpoints: readonly Checkpoint[],
): readonly StreamState[] {
  return source.streams.map((stream) => {
    const checkpoint = checkpoints.find((candidate) => candidate.stream === stream.name);
    if (checkpoint !== undefined) return new StreamState(stream, checkpoint);
    throw new HubError(
      'HUB_SOURCE_INVALID',
      `数据源 ${source.id} 的数据流 ${stream.name} 没有检查点，请重新执行 hub setup。`,
      { source: source.id, stream: stream.name },
    );
  });
}
