import type { Clock, ParkedPolicy, SourceDefinition, SourceId } from '#base/contracts';
import { mapWith, type SourceRules } from '#libs/mapping';
import type { StandardsInForce } from '#libs/standards';
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
}

/** What is known of a source beside the standards, looked at again every `reloadMs`. */
interface Own extends SourceRules {
  readonly at: number;
}

/** The mapping of each source: the standards in force with the source's own overrides and the codes operators added. */
export class SourceMapping {
  readonly #owns = new Map<SourceId, Own>();

  constructor(private readonly parts: Parts) {}

  /** The mapping in force for a source now. */
  async of(source: SourceId): Promise<RecordMapping> {
    const standards = await this.parts.standards.current();
    const own = await this.#own(source);
    return { map: (raw) => mapWith(standards, own, raw), waits: waitRule(own.definition) };
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

function waitRule(definition: SourceDefinition | null): WaitRule | null {
  const waiting = new Map<string, ParkedPolicy>();
  for (const { name, parked = definition?.parked } of definition?.streams ?? [])
    if (parked?.laterOfSameKey === 'wait') waiting.set(name, parked);
  return waiting.size === 0 ? null : (stream) => waiting.get(stream) ?? null;
}
