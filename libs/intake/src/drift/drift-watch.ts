import type {
  Clock,
  Page,
  SourceDefinition,
  SourceReader,
  StreamDefinition,
  Transactions,
} from '#base/contracts';
import { selectContracts } from '../sql/select-contracts.js';
import { StreamContract, type SampledRow } from './stream-contract.js';

/** How often contracts are looked at for what people accepted meanwhile. */
const refreshMs = 30_000;

/** Watches the pages of one source for drift and writes down what it finds, between polls. It never holds a row back. */
export class DriftWatch {
  readonly #streams = new Map<string, StreamContract>();
  #readAt: number | null = null;

  constructor(
    private readonly database: Transactions,
    private readonly source: SourceDefinition,
    private readonly clock: Clock,
  ) {}

  /** The same reader, with every page shown to the watch. */
  watching(reader: SourceReader): SourceReader {
    const show = (stream: StreamDefinition, page: Page): void => this.look(stream, page.rows);
    return {
      now: () => reader.now(),
      async *read(request, signal) {
        for await (const page of reader.read(request, signal)) {
          show(request.stream, page);
          yield page;
        }
      },
      rereads: (stream) => reader.rereads?.(stream) ?? false,
      log: reader.log ?? null,
      acknowledge: (stream, rows) => reader.acknowledge(stream, rows),
      check: () => reader.check(),
      columns: (stream) => reader.columns(stream),
      close: () => reader.close(),
    };
  }

  /** Looks at rows that came, a few of them. */
  look(stream: StreamDefinition, rows: readonly SampledRow[]): void {
    this.#contract(stream).look(rows);
  }

  /** Reads the contracts when it is time; before the first page, and after each poll. */
  async refresh(): Promise<void> {
    const now = this.clock.now().getTime();
    if (this.#readAt !== null && now - this.#readAt < refreshMs) return;
    const stored = await selectContracts(this.database, this.source.id);
    for (const stream of this.source.streams) {
      const own = stored.find((contract) => contract.stream === stream.name);
      if (own !== undefined) this.#contract(stream).take(own);
    }
    this.#readAt = now;
  }

  /** Writes down what the polls since the last call found. */
  async settle(): Promise<void> {
    for (const contract of this.#streams.values()) {
      const moved = await contract.save(this.database, this.source.id, this.clock.now());
      // Somebody accepted a difference meanwhile: the next look is at the contract as it is now.
      if (!moved) this.#readAt = null;
    }
    await this.refresh();
  }

  #contract(stream: StreamDefinition): StreamContract {
    const known = this.#streams.get(stream.name);
    if (known !== undefined) return known;
    const fresh = new StreamContract(stream);
    this.#streams.set(stream.name, fresh);
    return fresh;
  }
}
