import { createHash } from 'node:crypto';
import {
  cutDeep,
  deepSentence,
  toCaseNumber,
  type Cursor,
  type RawRow,
  type SourceDefinition,
  type StreamDefinition,
} from '#base/contracts';
import { invalidKey } from '../setting-schema.js';
import { rowOrRefused } from '../unwritten-row.js';
import type { Zone } from '../database/zone.js';
import { readTime } from './local-time.js';
import { readStreamSettings, type SoapStreamSettings } from './settings.js';
import { unknownVariable, withSecrets, type Template } from './template.js';
import { nestsDeepXml, textAt, toJson, type XmlNode } from './xml.js';

/** A stream ready to be read: settings checked, secrets in its arguments. */
export interface StreamPlan {
  readonly stream: StreamDefinition;
  readonly settings: SoapStreamSettings;
  readonly arguments: Template;
  readonly lists: ReadonlySet<string>;
}

/** Checks a stream's settings; throws HUB_SOURCE_INVALID naming the key. */
export function planStream(
  source: SourceDefinition,
  stream: StreamDefinition,
  secret: (name: string) => string,
): StreamPlan {
  const settings = readPlannedSettings(source, stream);
  return {
    stream,
    settings,
    arguments: withSecrets(settings.arguments, secret),
    lists: new Set(settings.lists),
  };
}

/** A stream's settings, the variables of its arguments known; throws HUB_SOURCE_INVALID naming the key. */
export function readPlannedSettings(source: SourceDefinition, stream: StreamDefinition): SoapStreamSettings {
  const settings = readStreamSettings(source, stream);
  const unknown = unknownVariable(settings.arguments);
  if (unknown === null) return settings;
  throw invalidKey(source, `streams.${stream.name}.settings.arguments`, `没有变量 \${${unknown}}`);
}

/** A record as a raw row; `end` is the cursor of the page it stands in. One that cannot be written becomes a row that says why. */
export function toRow(plan: StreamPlan, zone: Zone, record: XmlNode, end: Cursor): RawRow {
  const refuse = (sentence: string): RawRow => refusedRow(plan, record, sentence, end);
  if (nestsDeepXml(record)) return refuse(deepSentence);
  return rowOrRefused(() => written(plan, zone, record, end), refuse);
}

function written(plan: StreamPlan, zone: Zone, record: XmlNode, end: Cursor): RawRow {
  const { stream, lists } = plan;
  const at = stream.cursor === null ? null : textAt(record, stream.cursor);
  return {
    caseNumber: toCaseNumber(textAt(record, stream.caseNumber) ?? ''),
    key: JSON.stringify(stream.key.map((name) => textAt(record, name) ?? '')),
    cursor: end,
    cursorAt: at === null ? null : readTime(at, zone),
    body: Buffer.from(JSON.stringify(toJson(record, lists))),
    operation: 'put',
  };
}

/** A refused record has a key of its own, or what the department reports anew would wait for it; the one it came with is shown. */
function refusedRow({ stream, lists }: StreamPlan, record: XmlNode, sentence: string, end: Cursor): RawRow {
  const own = JSON.stringify([stream.name, digestOf([record])]);
  const $key = stream.key.map((name) => textAt(record, name) ?? '');
  const told = { $refused: sentence, $key, $values: cutDeep(toJson(record, lists)) };
  return {
    caseNumber: toCaseNumber(own),
    key: own,
    cursor: end,
    cursorAt: null,
    body: Buffer.from(JSON.stringify(told)),
    operation: 'put',
  };
}

/** What tells one page's content from another's. */
export function digestOf(records: readonly XmlNode[]): string {
  const hash = createHash('sha256');
  for (const record of records) hash.update(JSON.stringify(toJson(record, new Set())));
  return hash.digest('hex').slice(0, 16);
}
