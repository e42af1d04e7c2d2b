import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock, MapOutcome, RawMessage, SourceDefinition, SourceId } from '#base/contracts';
import type { Log } from '#base/telemetry';
import { compileStandards, type CodeAdditions, type MappingText, type Standards } from '#libs/mapping';
import type { RecordMapping } from './map-batch.js';

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
  readonly codes: (source: SourceId) => Promise<AddedCodes>;
}

type AddedCodes = Readonly<Record<string, CodeAdditions>>;

/** What is known of a source beside the standards, looked at again every `reloadMs`. */
interface Own {
  readonly at: number;
  readonly definition: SourceDefinition | null;
  readonly codes: AddedCodes;
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
    return { map: (raw) => mapWith(standards, own, raw) };
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

function mapWith(standards: Standards, { definition, codes }: Own, raw: RawMessage): MapOutcome {
  const stream = definition?.streams.find((candidate) => candidate.name === raw.stream);
  if (stream === undefined) {
    const sentence = `数据源 ${raw.source} 的定义里没有数据流 ${raw.stream}；请核对数据源配置后重试。`;
    return { outcome: 'parked', fault: { code: 'HUB_STREAM_UNKNOWN', field: null, sentence } };
  }
  const overrides = definition?.overrides[stream.name];
  const { standard, generation } = raw;
  const added = codes[stream.name];
  const lookup = standards.mapperFor(standard, generation, stream.kind, overrides, stream.name, added);
  return lookup.found ? lookup.mapper.map(raw) : { outcome: 'parked', fault: lookup.fault };
}

async function readTexts(folder: string): Promise<readonly MappingText[]> {
  const names = await readdir(folder, { recursive: true });
  const paths = names.filter((name) => name.endsWith('.yaml')).sort();
  return Promise.all(paths.map(async (path) => ({ path, text: await readFile(join(folder, path), 'utf8') })));
}
