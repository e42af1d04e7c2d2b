import { createHash } from 'node:crypto';
import {
  HubError,
  type SourceDefinition,
  type SourceId,
  type StreamDefinition,
  type Tx,
} from '#base/contracts';
import { parseSource, type SourceDocument } from './source-document.js';
import { disableOthers } from './sql/disable-others.js';
import { ensureCheckpoint } from './sql/ensure-checkpoint.js';
import { selectSources } from './sql/select-sources.js';
import { upsertSource } from './sql/upsert-source.js';

/** What loading did, by source id. */
export interface LoadedSources {
  readonly added: readonly SourceId[];
  readonly changed: readonly SourceId[];
  readonly unchanged: readonly SourceId[];
  /** No longer defined: kept with their history, read no more. */
  readonly disabled: readonly SourceId[];
}

/** Puts the definitions into the database: the same content changes nothing, a new one counts the version up, a missing one switches its source off. A stream that is to be read from another table or in another order starts from its beginning. */
export async function loadSources(
  tx: Tx,
  documents: readonly SourceDocument[],
  at: Date,
): Promise<LoadedSources> {
  const sources = documents.map(parseSource);
  refuseTwins(sources);
  const known = new Map((await selectSources(tx)).map((stored) => [stored.definition.id, stored]));
  const added: SourceId[] = [];
  const changed: SourceId[] = [];
  const unchanged: SourceId[] = [];
  for (const source of sources) {
    const stored = known.get(source.id);
    const digest = digestOf(source);
    const group =
      stored === undefined ? added : stored.digest === digest && stored.enabled ? unchanged : changed;
    group.push(source.id);
    if (group === unchanged) continue;
    await upsertSource(tx, source, digest, at);
    for (const stream of source.streams) {
      const before = stored?.definition.streams.find(({ name }) => name === stream.name);
      await ensureCheckpoint(tx, source.id, stream, before !== undefined && readDifferently(before, stream));
    }
  }
  const disabled = await disableOthers(
    tx,
    sources.map(({ id }) => id),
  );
  return { added, changed, unchanged, disabled };
}

function digestOf(source: SourceDefinition): string {
  return createHash('sha256').update(JSON.stringify(source)).digest('hex').slice(0, 32);
}

function readDifferently(before: StreamDefinition, now: StreamDefinition): boolean {
  const order = ({ table, mode, cursor, key }: StreamDefinition): string =>
    JSON.stringify([table, mode, cursor, key]);
  return order(before) !== order(now);
}

function refuseTwins(sources: readonly SourceDefinition[]): void {
  const ids = new Set<string>();
  for (const { id } of sources) {
    if (ids.has(id)) {
      throw new HubError('HUB_SOURCE_INVALID', `数据源 ${id} 有两份定义，请删除其中一份。`, { source: id });
    }
    ids.add(id);
  }
}
