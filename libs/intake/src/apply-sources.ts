import type { SourceId, Tx } from '#base/contracts';
import { moveSource } from './move-source.js';
import { planSources, type ChangeKind, type PlannedSource } from './plan-sources.js';
import { putVersion, type Decree } from './put-version.js';
import type { SourceDocument } from './source-document.js';
import type { SourceEvent } from './source-state.js';
import { lockSources } from './sql/lock-sources.js';
import { markRemoved } from './sql/mark-removed.js';

/** How to apply. */
export interface ApplyOptions {
  /** New sources that start at once: their ids, or `*` for all. */
  readonly admit?: readonly string[];
  /** Applies this source alone. */
  readonly only?: SourceId;
  /** Removes nothing: a definition that is not among the documents may be in a file that cannot be read now. */
  readonly keepMissing?: boolean;
}

/** What applying did, by source id. */
export type AppliedSources = Readonly<Record<ChangeKind, readonly SourceId[]>>;

/**
 * Makes the documents what runs: a new content is a new version, the same one changes nothing, a source that is no longer there
 * retires with its history. A new source is a draft, unless it is admitted. A stream that is to be read from
 * another table or in another order starts from its beginning. Running collectors follow within a heartbeat.
 */
export async function applySources(
  tx: Tx,
  documents: readonly SourceDocument[],
  decree: Decree,
  { admit = [], only, keepMissing = false }: ApplyOptions = {},
): Promise<AppliedSources> {
  await lockSources(tx);
  const plan = (await planSources(tx, documents)).filter(
    ({ id, kind }) => (only === undefined || id === only) && !(keepMissing && kind === 'removed'),
  );
  for (const source of plan) await applyOne(tx, source, decree, admit);
  const of = (wanted: ChangeKind): readonly SourceId[] =>
    plan.filter(({ kind }) => kind === wanted).map(({ id }) => id);
  return {
    added: of('added'),
    changed: of('changed'),
    returned: of('returned'),
    removed: of('removed'),
    unchanged: of('unchanged'),
  };
}

async function applyOne(
  tx: Tx,
  { id, kind, stored, wanted }: PlannedSource,
  decree: Decree,
  admit: readonly string[],
): Promise<void> {
  const move = (event: SourceEvent, why: string) => moveSource(tx, { ...decree, source: id, event, why });
  if (kind === 'unchanged') return;
  if (wanted === null) {
    await markRemoved(tx, id, decree.at);
    await move('retire', `配置中已没有该数据源（${decree.why}）`);
    return;
  }
  const { definition, digest, text } = wanted;
  const before = stored?.definition ?? null;
  await putVersion(tx, { before, definition, digest, document: text }, decree);
  if (kind === 'changed') {
    await move('change', decree.why);
    return;
  }
  if (kind === 'returned') await move('reopen', `配置中重新出现（${decree.why}）`);
  if (admit.includes(id) || admit.includes('*'))
    await move('admit', `按 setup.admit 首次装载即启用，未逐项检查与预览（${decree.why}）`);
}
