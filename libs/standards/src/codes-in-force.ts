import type {
  Clock,
  KnownCodes,
  Queryable,
  SourceDefinition,
  SourceId,
  StreamDefinition,
  StreamName,
} from '#base/contracts';
import type { Log } from '#base/telemetry';
import { mapperOfStream, type SourceRules, type Standards } from '#libs/mapping';
import { StandardsInForce } from './standards-in-force.js';

interface Parts {
  readonly database: Queryable;
  readonly clock: Clock;
  readonly log: Log;
  /** The codes operators added to a source, by stream. */
  readonly added: (source: SourceId) => Promise<SourceRules['codes']>;
}

/** Nothing waits for it, and every source asks. */
const reloadMs = 30_000;

/** Which codes the mappings of a source's streams know now, for the processes that take in rows and map none. */
export class CodesInForce {
  readonly #standards: StandardsInForce;

  constructor(private readonly parts: Parts) {
    this.#standards = new StandardsInForce({ ...parts, reloadMs });
  }

  /**
   * By stream; one that is not in the answer has no mapping, or none that can be read now, and then nothing is known about its codes: what
   * is wrong with the documents is told, and holds up nobody who only takes in rows.
   */
  async of(source: SourceDefinition): Promise<ReadonlyMap<StreamName, KnownCodes>> {
    const added = await this.parts.added(source.id);
    try {
      const standards = await this.#standards.current();
      return new Map(source.streams.flatMap((stream) => known(standards, source, stream, added)));
    } catch (thrown) {
      this.parts.log.fault(thrown);
      return new Map();
    }
  }
}

function known(
  standards: Standards,
  source: SourceDefinition,
  stream: StreamDefinition,
  added: SourceRules['codes'],
): readonly (readonly [StreamName, KnownCodes])[] {
  const lookup = mapperOfStream(standards, source, stream, added);
  return lookup.found ? [[stream.name, lookup.mapper.knownCodes]] : [];
}
