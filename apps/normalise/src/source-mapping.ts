import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock, ParkedPolicy, SourceDefinition, SourceId } from '#base/contracts';
import type { Log } from '#base/telemetry';
import { compileStandards, mapWith, type MappingText, type SourceRules, type Standards } from '#libs/mapping';
import type { RecordMapping, WaitRule } from './map-batch.js';

interface Parts {
  /** Folder with the mapping documents. */
  readonly folder: string;
  readonly clock: Clock;
  readonly log: Log;
  /** How often documents and definitions are looked at again. */
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

interface Loaded {
  readonly texts: string;
  readonly standards: Standards;
}

/**
 * The mapping of each source: the standards' documents with the source's own overrides and the codes operators added. Documents that change on disk take effect within
 * `reloadMs`, without a restart; broken ones are told and the last good ones stay in force.
 */
export class SourceMapping {
  readonly #parts: Parts;
  readonly #owns = new Map<SourceId, Own>();
  #loaded: Loaded | null = null;
  #lookedAt = Number.NEGATIVE_INFINITY;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** The mapping in force for a source now. */
  async of(source: SourceId): Promise<RecordMapping> {
    const standards = await this.#standards();
    const own = await this.#own(source);
    return { map: (raw) => mapWith(standards, own, raw), waits: waitRule(own.definition) };
  }

  async #standards(): Promise<Standards> {
    const now = this.#parts.clock.now().getTime();
    if (this.#loaded !== null && now - this.#lookedAt < this.#parts.reloadMs) return this.#loaded.standards;
    this.#lookedAt = now;
    const texts = await readTexts(this.#parts.folder);
    const joined = JSON.stringify(texts);
    if (this.#loaded?.texts === joined) return this.#loaded.standards;
    try {
      this.#loaded = { texts: joined, standards: compileStandards(texts) };
    } catch (thrown) {
      if (this.#loaded === null) throw thrown;
      this.#parts.log.fault(thrown);
    }
    return this.#loaded.standards;
  }

  async #own(source: SourceId): Promise<Own> {
    const now = this.#parts.clock.now().getTime();
    const held = this.#owns.get(source);
    if (held !== undefined && now - held.at < this.#parts.reloadMs) return held;
    const definition = await this.#parts.definition(source);
    const own = { at: now, definition, codes: await this.#parts.codes(source) };
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

async function readTexts(folder: string): Promise<readonly MappingText[]> {
  const names = await readdir(folder, { recursive: true });
  const paths = names.filter((name) => name.endsWith('.yaml')).sort();
  return Promise.all(paths.map(async (path) => ({ path, text: await readFile(join(folder, path), 'utf8') })));
}
