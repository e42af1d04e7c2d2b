import { HubError, type Queryable, type SourceDefinition, type SourceId } from '#base/contracts';
import { compareSources, type SourceDifference } from './compare-sources.js';
import { sourceDigest } from './source-digest.js';
import { parseSource, type SourceDocument } from './source-document.js';
import { selectSources, type StoredSource } from './sql/select-sources.js';

/** What becomes of a source when the documents are applied: `returned` was removed once and is there again. */
export type ChangeKind = 'added' | 'changed' | 'returned' | 'removed' | 'unchanged';

/** A definition that is wanted, and the text it was written as. */
export interface WantedSource {
  readonly definition: SourceDefinition;
  readonly digest: string;
  readonly text: string;
}

/** One source of a plan. */
export interface PlannedSource extends SourceDifference {
  readonly id: SourceId;
  readonly kind: ChangeKind;
  /** What runs; null when it is new. */
  readonly stored: StoredSource | null;
  /** Null when it is removed. */
  readonly wanted: WantedSource | null;
}

/** Compares the documents with what runs, and changes nothing. Throws HUB_SOURCE_INVALID with file, line and column. */
export async function planSources(
  database: Queryable,
  documents: readonly SourceDocument[],
): Promise<readonly PlannedSource[]> {
  const wanted = new Map<SourceId, WantedSource>();
  for (const document of documents) {
    const definition = parseSource(document);
    if (wanted.has(definition.id)) throw twin(definition.id);
    wanted.set(definition.id, { definition, digest: sourceDigest(definition), text: document.text });
  }
  const stored = await selectSources(database);
  const known = new Map(stored.map((source) => [source.definition.id, source]));
  const present = [...wanted].map(([id, each]) => planned(id, known.get(id) ?? null, each));
  const gone = stored
    .filter(({ definition, removed }) => !removed && !wanted.has(definition.id))
    .map((source) => planned(source.definition.id, source, null));
  return [...present, ...gone];
}

function planned(id: SourceId, stored: StoredSource | null, wanted: WantedSource | null): PlannedSource {
  const difference = compareSources(stored?.definition ?? null, wanted?.definition ?? null);
  return { id, kind: kindOf(stored, wanted), stored, wanted, ...difference };
}

function kindOf(stored: StoredSource | null, wanted: WantedSource | null): ChangeKind {
  if (wanted === null) return 'removed';
  if (stored === null) return 'added';
  if (stored.removed) return 'returned';
  return stored.digest === wanted.digest ? 'unchanged' : 'changed';
}

function twin(id: SourceId): HubError {
  return new HubError('HUB_SOURCE_INVALID', `数据源 ${id} 有两份定义，请删除其中一份。`, { source: id });
}
