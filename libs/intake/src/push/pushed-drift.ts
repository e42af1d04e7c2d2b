import type { SourceDefinition, SourceId, StreamDefinition } from '#base/contracts';
import type { DriftPorts } from '../drift/drift-ports.js';
import { DriftWatch } from '../drift/drift-watch.js';
import type { SampledRow } from '../drift/stream-contract.js';
import { sourceDigest } from '../source-digest.js';

interface Watched {
  readonly definition: SourceDefinition;
  readonly digest: string;
  readonly watch: DriftWatch;
  settling: boolean;
}

/** Who receives tells it: see `ReceiveObserver.unwatched`. */
function rethrow(fault: unknown): never {
  throw fault;
}

/** Watches what departments send for drift, as the pages of those that are read; one watch a source, kept while its definition stays. */
export class PushedDrift {
  readonly #sources = new Map<SourceId, Watched>();

  constructor(private readonly ports: DriftPorts) {}

  /** Looks at a batch that became durable and writes down what it shows; batches that come meanwhile are only looked at. */
  async look(
    definition: SourceDefinition,
    stream: StreamDefinition,
    rows: readonly SampledRow[],
  ): Promise<void> {
    const watched = this.#watched(definition);
    if (watched.settling) return watched.watch.look(stream, rows);
    watched.settling = true;
    try {
      await watched.watch.refresh();
      watched.watch.look(stream, rows);
      await watched.watch.settle();
    } finally {
      watched.settling = false;
    }
  }

  /** Definitions are read anew every few seconds; most are what they were. */
  #watched(definition: SourceDefinition): Watched {
    const known = this.#sources.get(definition.id);
    if (known?.definition === definition) return known;
    const digest = sourceDigest(definition);
    const watch = known?.digest === digest ? known.watch : new DriftWatch(this.ports, definition, rethrow);
    const watched = { definition, digest, watch, settling: known?.watch === watch && known.settling };
    this.#sources.set(definition.id, watched);
    return watched;
  }
}
