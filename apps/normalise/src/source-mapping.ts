import type { Clock, ParkedPolicy, SourceDefinition, SourceId } from '#base/contracts';
import { mapperOfStream, mapWith, standardName, type SourceRules } from '#libs/mapping';
import type { InForce, NotedMapping, StandardsInForce } from '#libs/standards';
import type { RecordMapping, WaitRule } from './map-batch.js';

interface Parts {
  readonly standards: StandardsInForce;
  readonly clock: Clock;
  /** How often definitions and added codes are looked at again. */
  readonly reloadMs: number;
  /** A source's definition as setup stored it; null when it is not there. */
  readonly definition: (source: SourceId) => Promise<SourceDefinition | null>;
  /** The codes an operator added, by stream. */
  readonly codes: (source: SourceId) => Promise<SourceRules['codes']>;
  /** Notes which stored documents stand behind the mapping versions that records will carry. */
  readonly note: (mappings: readonly NotedMapping[]) => Promise<void>;
}

/** What is known of a source beside the standards, looked at again every `reloadMs`. */
interface Own extends SourceRules {
  readonly at: number;
}

/** What was last noted of a source. */
interface Noted {
  readonly inForce: InForce;
  readonly own: Own;
}

/** The mapping of each source: the standards in force with the source's own overrides and the codes operators added. */
export class SourceMapping {
  readonly #owns = new Map<SourceId, Own>();
  readonly #noted = new Map<SourceId, Noted>();

  constructor(private readonly parts: Parts) {}

  /** The mapping in force for a source now. */
  async of(source: SourceId): Promise<RecordMapping> {
    const inForce = await this.parts.standards.inForce();
    const { standards } = inForce;
    const own = await this.#own(source);
    await this.#note(source, { inForce, own });
    return { map: (raw) => mapWith(standards, own, raw), waits: waitRule(own.definition) };
  }

  /** Before the first record carries it, so that no record's mapping version stands for something unknown. */
  async #note(source: SourceId, { inForce, own }: Noted): Promise<void> {
    const last = this.#noted.get(source);
    if (last?.inForce === inForce && last.own === own) return;
    await this.parts.note(mappingsOf(inForce, own));
    this.#noted.set(source, { inForce, own });
  }

  async #own(source: SourceId): Promise<Own> {
    const now = this.parts.clock.now().getTime();
    const held = this.#owns.get(source);
    if (held !== undefined && now - held.at < this.parts.reloadMs) return held;
    const definition = await this.parts.definition(source);
    const own = { at: now, definition, codes: await this.parts.codes(source) };
    this.#owns.set(source, own);
    return own;
  }
}

function mappingsOf(
  { standards, versions }: InForce,
  { definition, codes }: SourceRules,
): readonly NotedMapping[] {
  if (definition === null) return [];
  const { id, standard, generation, streams } = definition;
  return streams.flatMap((stream) => {
    const lookup = mapperOfStream(standards, definition, stream, codes);
    const { kind, name } = stream;
    const own = standardName({ standard, generation, kind, stream: name });
    const called = versions.has(own) ? own : standardName({ standard, generation, kind });
    const version = versions.get(called);
    if (!lookup.found || version === undefined) return [];
    return [{ mapping: lookup.mapper.version, source: id, stream: name, name: called, version }];
  });
}

function waitRule(definition: SourceDefinition | null): WaitRule | null {
  const waiting = new Map<string, ParkedPolicy>();
  for (const { name, parked = definition?.parked } of definition?.streams ?? [])
    if (parked?.laterOfSameKey === 'wait') waiting.set(name, parked);
  return waiting.size === 0 ? null : (stream) => waiting.get(stream) ?? null;
}
