import { createHash } from 'node:crypto';
import {
  toCaseNumber,
  type Cursor,
  type RawRow,
  type SourceDefinition,
  type StreamDefinition,
} from '#base/contracts';
import { invalidKey } from '../setting-schema.js';
import type { Zone } from '../database/zone.js';
import { readTime } from './local-time.js';
import { readStreamSettings, type SoapStreamSettings } from './settings.js';
import { unknownVariable, withSecrets, type Template } from './template.js';
import { textAt, toJson, type XmlNode } from './xml.js';

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

/** A record as a raw row; `end` is the cursor of the page it stands in. */
export function toRow(plan: StreamPlan, zone: Zone, record: XmlNode, end: Cursor): RawRow {
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

/** What tells one page's content from another's. */
export function digestOf(records: readonly XmlNode[]): string {
  const hash = createHash('sha256');
  for (const record of records) hash.update(JSON.stringify(toJson(record, new Set())));
  return hash.digest('hex').slice(0, 16);
}
