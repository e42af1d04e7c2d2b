import {
  ownField,
  type MapOutcome,
  type RawMessage,
  type SourceDefinition,
  type StreamDefinition,
} from '#base/contracts';
import type { CodeAdditions } from './code-additions.js';
import { refusalOf } from './refusal.js';
import type { MapperLookup, Standards } from './standards.js';

/** What a source adds to the standards: its own rules, and the codes that operators have added to it, by stream. */
export interface SourceRules {
  readonly definition: SourceDefinition | null;
  readonly codes: Readonly<Record<string, CodeAdditions>>;
}

/** The mapper of one stream of a source, with the source's own rules and, where given, added codes. */
export function mapperOfStream(
  standards: Standards,
  { standard, generation, overrides }: SourceDefinition,
  { name, kind }: StreamDefinition,
  codes: SourceRules['codes'] = {},
): MapperLookup {
  return standards.mapperFor(
    standard,
    generation,
    kind,
    ownField(overrides, name),
    name,
    ownField(codes, name),
  );
}

/** Maps a raw message by its own standard and the rules of its source; a row that its connector refused, or a stream that the source does not define, is parked. */
export function mapWith(
  standards: Standards,
  { definition, codes }: SourceRules,
  raw: RawMessage,
): MapOutcome {
  const refusal = refusalOf(raw.body);
  if (refusal !== null) return { outcome: 'parked', fault: refusal };
  const stream = definition?.streams.find((candidate) => candidate.name === raw.stream);
  if (stream === undefined) {
    const sentence = `数据源 ${raw.source} 的定义里没有数据流 ${raw.stream}；请核对数据源配置后重试。`;
    return { outcome: 'parked', fault: { code: 'HUB_STREAM_UNKNOWN', field: null, sentence } };
  }
  const overrides = ownField(definition?.overrides, stream.name);
  const { standard, generation } = raw;
  const added = ownField(codes, stream.name);
  const lookup = standards.mapperFor(standard, generation, stream.kind, overrides, stream.name, added);
  return lookup.found ? lookup.mapper.map(raw) : { outcome: 'parked', fault: lookup.fault };
}
