import type { Page, SourceDefinition, SourceReader, StreamDefinition } from '#base/contracts';
import { selectContracts } from '../sql/select-contracts.js';
import { withdrawCodes } from '../sql/withdraw-codes.js';
import type { DriftPorts } from './drift-ports.js';
import { StreamContract, type SampledRow } from './stream-contract.js';

/** How often contracts are looked at for what people accepted meanwhile, and mappings for the codes they know. */
const refreshMs = 30_000;

/** Watches the pages of one source for drift and writes down what it finds, between polls. It never holds a row back. */
export class DriftWatch {
  readonly #streams = new Map<string, StreamContract>();
  #readAt: number | null = null;

  constructor(
    private readonly ports: DriftPorts,
    private readonly source: SourceDefinition,
    /** Told when rows could not be compared; they go on. */
    private readonly unwatched: (fault: unknown) => void = () => undefined,
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
      ...(reader.countDays === undefined ? {} : { countDays: reader.countDays.bind(reader) }),
      log: reader.log ?? null,
      acknowledge: (stream, rows) => reader.acknowledge(stream, rows),
      check: () => reader.check(),
      columns: (stream) => reader.columns(stream),
      close: () => reader.close(),
    };
  }

  /** Looks at rows that came, a few of them. */
  look(stream: StreamDefinition, rows: readonly SampledRow[]): void {
    try {
      this.#contract(stream).look(rows);
    } catch (fault) {
      // What cannot be compared is published all the same, and looked at anew from here.
      this.#streams.delete(stream.name);
      this.#readAt = null;
      this.unwatched(fault);
    }
  }

  /** Reads the contracts and the known codes when it is time; before the first page, and after each poll. */
  async refresh(): Promise<void> {
    const { database, clock } = this.ports;
    const { id, streams } = this.source;
    const at = clock.now();
    if (this.#readAt !== null && at.getTime() - this.#readAt < refreshMs) return;
    const stored = await selectContracts(database, id);
    const known = await this.ports.knownCodes(this.source);
    for (const stream of streams) {
      const contract = this.#contract(stream);
      const own = stored.find((each) => each.stream === stream.name);
      if (own !== undefined) contract.take(own);
      const codes = known.get(stream.name);
      if (codes !== undefined && contract.know(codes))
        await withdrawCodes(database, id, stream.name, codes, at);
    }
    this.#readAt = at.getTime();
  }

  /** Writes down what the polls since the last call found. */
  async settle(): Promise<void> {
    for (const contract of this.#streams.values()) {
      const moved = await contract.save(this.ports.database, this.source.id, this.ports.clock.now());
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
