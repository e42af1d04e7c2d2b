import type { Page, ReadRequest } from '#base/contracts';
import type { Cluster } from './cluster.js';
import type { Chunk } from './committed.js';
import { kafkaFault } from './faults.js';
import { readPlace, writePlace, type TopicPlace } from './place.js';
import { writeLoss, writeMessage, type UnplacedRow } from './row-writer.js';
import type { KafkaStreamSettings } from './settings.js';
import { startOf, type Loss, type PartitionState, type TopicState } from './topic-state.js';

/** What reading a topic needs. */
export interface TopicRead {
  readonly source: string;
  readonly cluster: Cluster;
  readonly settings: KafkaStreamSettings;
  readonly request: ReadRequest;
  readonly signal: AbortSignal;
}

/**
 * Reads a topic from its checkpoint up to the end it had when the read began, partition by partition in turns, so that none
 * waits for a long one. Throws HUB_SOURCE_GAP before the first page when messages are gone that were never read.
 */
export async function* readTopic(read: TopicRead): AsyncGenerator<Page> {
  const { settings, request, signal } = read;
  const state = await unlessStopped(read.cluster.state(settings.topic), signal);
  if (state === null) return;
  const start = startOf(placeIn(read), state);
  if (settings.whenLost === 'stop') refuseLosses(read, start.losses);
  const pages = new Pages(start.place, request.pageSize, start.losses.length > 0);
  yield* pages.take(start.losses.map((loss) => writeLoss(loss, settings)));
  for (let open = behind(state, pages.place); open.length > 0; open = behind(state, pages.place)) {
    for (const partition of open) {
      const chunk = await nextChunk(read, state, partition, pages.place);
      if (chunk === null) return;
      yield* chunkPages(read, partition, chunk, pages);
      if (signal.aborted) return;
    }
  }
  yield* pages.rest();
}

function* chunkPages(
  { settings, request, signal }: TopicRead,
  { partition, end }: PartitionState,
  chunk: Chunk,
  pages: Pages,
): Generator<Page> {
  for (const message of chunk.messages) {
    if (message.offset >= end || signal.aborted) break;
    const row = writeMessage(message, request.stream, settings);
    pages.advance(partition, message.offset + 1n);
    if (row !== null) yield* pages.take([row]);
  }
  if (!signal.aborted) pages.advance(partition, chunk.next < end ? chunk.next : end);
}

function placeIn({ request, source }: TopicRead): TopicPlace | null {
  if (request.after === null) return null;
  const place = readPlace(request.after);
  if (place !== null) return place;
  throw kafkaFault(source, 'place', { stream: request.stream.name });
}

function refuseLosses({ source, settings }: TopicRead, losses: readonly Loss[]): void {
  const [first] = losses;
  if (first === undefined) return;
  const lost = losses.reduce((sum, { from, to }) => sum + (to === null ? 0n : to - from), 0n);
  const facts = { topic: settings.topic, partition: first.partition, offset: String(first.from) };
  throw kafkaFault(source, first.reason, lost === 0n ? facts : { ...facts, messages: String(lost) });
}

function behind({ partitions }: TopicState, { next }: TopicPlace): readonly PartitionState[] {
  return partitions.filter(({ partition, end }) => (next.get(partition) ?? 0n) < end);
}

async function nextChunk(
  { cluster, settings, source, signal }: TopicRead,
  state: TopicState,
  { partition, leader }: PartitionState,
  { next }: TopicPlace,
): Promise<Chunk | null> {
  const from = next.get(partition) ?? 0n;
  for (let empty = 0; !signal.aborted; empty += 1) {
    const answer = cluster.fetch({ topicId: state.id, topic: settings.topic, partition, leader, from });
    const chunk = await unlessStopped(answer, signal);
    if (chunk === null || chunk.next > from) return chunk;
    // The broker said there is more. An answer without it, again and again, is a fault and no end.
    if (empty >= 20) throw kafkaFault(source, 'timeout', { topic: settings.topic, partition });
  }
  return null;
}

/** What a promise answers, or null as soon as the signal fires; the client gives the request up by its own time limit. */
async function unlessStopped<T>(answer: Promise<T>, signal: AbortSignal): Promise<T | null> {
  const stopped = Promise.withResolvers<null>();
  const stop = (): void => stopped.resolve(null);
  signal.addEventListener('abort', stop, { once: true });
  try {
    return signal.aborted ? null : await Promise.race([answer, stopped.promise]);
  } finally {
    signal.removeEventListener('abort', stop);
    answer.catch(() => undefined);
  }
}

/** Gathers rows into pages; a page's end says where every partition stands. */
class Pages {
  readonly place: TopicPlace & { readonly next: Map<number, bigint> };
  #rows: UnplacedRow[] = [];
  #moved: boolean;

  constructor(
    start: TopicPlace,
    private readonly size: number,
    /** Whether where it starts is worth keeping, even when no row follows. */
    moved: boolean,
  ) {
    this.place = { ...start, next: new Map(start.next) };
    this.#moved = moved;
  }

  advance(partition: number, next: bigint): void {
    if ((this.place.next.get(partition) ?? -1n) >= next) return;
    this.place.next.set(partition, next);
    this.#moved = true;
  }

  *take(rows: readonly UnplacedRow[]): Generator<Page> {
    this.#rows.push(...rows);
    if (this.#rows.length >= this.size) yield this.#page();
  }

  /** What is left, and a page without rows where only markers were read. */
  *rest(): Generator<Page> {
    if (this.#rows.length > 0 || this.#moved) yield this.#page();
  }

  #page(): Page {
    const end = writePlace(this.place);
    const rows = this.#rows.map((row) => ({ ...row, cursor: end }));
    this.#rows = [];
    this.#moved = false;
    return { rows, end };
  }
}
