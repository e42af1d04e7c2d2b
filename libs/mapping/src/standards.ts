import type { KindName, MappingFault } from '#base/contracts';
import {
  invalidMapping,
  readDocument,
  readOverrides,
  type MappingDocument,
  type MappingText,
} from './document.js';
import type { CodeAdditions } from './code-additions.js';
import { compileMapper, type Mapper } from './mapper.js';

/** A mapper, or the fault that every row of an unknown standard or generation is parked with. */
export type MapperLookup =
  { readonly found: true; readonly mapper: Mapper } | { readonly found: false; readonly fault: MappingFault };

/** One compiled document, as lists show it. */
export interface StandardEntry {
  readonly path: string;
  readonly title: string;
  readonly document: MappingDocument;
  readonly mapper: Mapper;
}

/** The mapping documents of a hub, compiled. */
export interface Standards {
  readonly entries: readonly StandardEntry[];
  /**
   * The mapper of a kind in a standard's generation; mappers are compiled once per set of overrides. `overrides` are a source's
   * own rules for this stream, unified field → rule; a wrong one is HUB_MAPPING_INVALID. Where a standard has several messages that
   * become one kind, the document that names this `stream` applies, else the kind's document without one. `codes` are what an
   * operator added to this stream's code tables.
   */
  mapperFor(
    standard: string,
    generation: string,
    kind: KindName,
    overrides?: unknown,
    stream?: string,
    codes?: CodeAdditions,
  ): MapperLookup;
}

/** What a document is called: standard, generation and kind, and the stream where it is one stream's alone. */
export function standardName({
  standard,
  generation,
  kind,
  stream,
}: Pick<MappingDocument, 'standard' | 'generation' | 'kind' | 'stream'>): string {
  return keyOf(standard, generation, kind, stream);
}

/** One document by itself. Anything wrong in it is HUB_MAPPING_INVALID with file, place and what to do. */
export function compileStandard(text: MappingText): StandardEntry {
  const document = readDocument(text);
  const { path } = text;
  return { path, title: document.title, document, mapper: compileMapper(path, document, {}) };
}

/** Compiles mapping documents. Anything wrong in one of them is HUB_MAPPING_INVALID with file, place and what to do. */
export function compileStandards(texts: readonly MappingText[]): Standards {
  const entries = new Map<string, StandardEntry>();
  for (const text of texts) {
    const entry = compileStandard(text);
    const key = standardName(entry.document);
    const other = entries.get(key);
    if (other !== undefined) throw invalidMapping(text.path, `与 ${other.path} 重复（${key}）`);
    entries.set(key, entry);
  }
  return joinStandards([...entries.values()]);
}

/** Compiled documents of different names as one. */
export function joinStandards(compiled: readonly StandardEntry[]): Standards {
  const entries = new Map(compiled.map((entry) => [standardName(entry.document), entry]));
  const unknown = (standard: string, generation: string, kind: KindName): MappingFault => {
    const key = keyOf(standard, generation, kind);
    const streams = [...entries].flatMap(([own, { document }]) =>
      document.stream !== undefined && own === `${key}/${document.stream}` ? [document.stream] : [],
    );
    return unknownGeneration(standard, generation, kind, streams);
  };
  const overridden = new Map<string, Mapper>();
  // Callers look up once a record, always with the same object, so its identity is asked before its content.
  const recent = new Map<string, Recent>();
  return {
    entries: [...entries.values()],
    mapperFor: (standard, generation, kind, overrides, stream, codes) => {
      const own = keyOf(standard, generation, kind, stream);
      const key = entries.has(own) ? own : keyOf(standard, generation, kind);
      const entry = entries.get(key);
      if (entry === undefined) return { found: false, fault: unknown(standard, generation, kind) };
      if (isEmpty(overrides) && isEmpty(codes)) return { found: true, mapper: entry.mapper };
      const last = recent.get(key);
      if (last !== undefined && last.overrides === overrides && last.codes === codes)
        return { found: true, mapper: last.mapper };
      const full = `${key} ${JSON.stringify([overrides, codes])}`;
      const mapper = overridden.get(full) ?? override(entry, overrides, codes);
      overridden.set(full, mapper);
      recent.set(key, { overrides, codes, mapper });
      return { found: true, mapper };
    },
  };
}

interface Recent {
  readonly overrides: unknown;
  readonly codes: CodeAdditions | undefined;
  readonly mapper: Mapper;
}

function override(entry: StandardEntry, overrides: unknown, codes: CodeAdditions | undefined): Mapper {
  const where = `${entry.path}（数据源的 overrides）`;
  return compileMapper(where, entry.document, readOverrides(where, overrides), codes);
}

function isEmpty(overrides: unknown): boolean {
  if (overrides === undefined || overrides === null) return true;
  return typeof overrides === 'object' && Object.keys(overrides).length === 0;
}

function keyOf(standard: string, generation: string, kind: string, stream?: string): string {
  const key = `${standard}/${generation}/${kind}`;
  return stream === undefined ? key : `${key}/${stream}`;
}

function unknownGeneration(
  standard: string,
  generation: string,
  kind: string,
  streams: readonly string[],
): MappingFault {
  if (streams.length > 0) {
    const sentence = `标准 ${standard} 第 ${generation} 代 ${kind} 按数据流分映射文件，数据流名须为 ${streams.join('、')} 之一；请核对数据源的 streams 后重试。`;
    return { code: 'HUB_STREAM_UNKNOWN', field: null, sentence };
  }
  const sentence = `没有标准 ${standard} 第 ${generation} 代 ${kind} 的映射文件；请核对数据源的 standard 与 generation，或补充映射文件后重试。`;
  return { code: 'HUB_GENERATION_UNKNOWN', field: null, sentence };
}
