import type { DeclaredColumn } from '#base/contracts';
import { passes, type Difference, type DriftKind } from './compare-shapes.js';
import { pairRenamed } from './pair-renamed.js';

/** A difference between two declarations of a table. */
export type DeclaredDifference = Difference<DeclaredColumn>;

type Named = ReadonlyMap<string, DeclaredColumn>;

/** Forms whose every value the other form can hold without changing it. */
const wider: ReadonlySet<string> = new Set(['integer decimal', 'date time']);

/** How a table is declared now against how it was agreed: what is new, gone, renamed as it seems, wider, narrower or of another type. */
export function compareDeclared(
  agreed: readonly DeclaredColumn[],
  now: readonly DeclaredColumn[],
): readonly DeclaredDifference[] {
  const [before, after] = [byName(agreed), byName(now)];
  const gone = [...before.keys()].filter((name) => !after.has(name));
  const fresh = [...after.keys()].filter((name) => !before.has(name));
  const pairs = pairRenamed(gone, fresh, (from, to) => isAlike(before.get(from), after.get(to)));
  const moved = new Set(pairs.flat());
  const tell = (kind: DriftKind, column: string, renamedTo: string | null = null): DeclaredDifference => ({
    kind,
    column,
    before: before.get(column) ?? null,
    after: after.get(renamedTo ?? column) ?? null,
    renamedTo,
  });
  return [
    ...pairs.map(([from, to]) => tell('renamed', from, to)),
    ...gone.filter((name) => !moved.has(name)).map((name) => tell('missing', name)),
    ...fresh.filter((name) => !moved.has(name)).map((name) => tell('additive', name)),
    ...[...before.keys()].flatMap((name) => {
      const kind = changeOf(before.get(name), after.get(name));
      return kind === null ? [] : [tell(kind, name)];
    }),
  ];
}

/** The declaration once these differences belong to it. */
export function acceptedDeclared(
  agreed: readonly DeclaredColumn[],
  differences: readonly Pick<DeclaredDifference, 'column' | 'after'>[],
): readonly DeclaredColumn[] {
  const columns = new Map(byName(agreed));
  for (const { column, after } of differences) {
    columns.delete(column);
    if (after !== null) columns.set(after.name, after);
  }
  return [...columns.values()];
}

/** Those that harm no record. */
export function passing(differences: readonly DeclaredDifference[]): readonly DeclaredDifference[] {
  return differences.filter(({ kind }) => passes(kind));
}

function changeOf(before: DeclaredColumn | undefined, after: DeclaredColumn | undefined): DriftKind | null {
  if (before === undefined || after === undefined) return null;
  if (before.form !== after.form) return formChange(before, after);
  // In part narrower is narrower: something that fitted may no longer fit.
  if (isRoomier(before, after)) return 'narrowing';
  return isRoomier(after, before) ? 'widening' : null;
}

function formChange(before: DeclaredColumn, after: DeclaredColumn): DriftKind {
  const [from, to] = [before.form, after.form];
  if (wider.has(`${from} ${to}`)) return isRoomier(before, after) ? 'narrowing' : 'widening';
  return wider.has(`${to} ${from}`) ? 'narrowing' : 'type';
}

/** Whether the left has room for something that the right has not. */
function isRoomier(left: DeclaredColumn, right: DeclaredColumn): boolean {
  const more = (one: number | null, other: number | null): boolean =>
    other !== null && (one === null || one > other);
  if (more(room(left), room(right)) || more(left.scale, right.scale)) return true;
  return (left.nullable && !right.nullable) || holdsMoreChinese(left, right);
}

/** A bound in bytes leaves a Chinese text less room than one in characters, and in UTF-8 less than in GBK. */
function holdsMoreChinese({ chinese: left }: DeclaredColumn, { chinese: right }: DeclaredColumn): boolean {
  return left !== undefined && right !== undefined && left > right;
}

/** Characters of a text; digits of a number before the point: those behind it are taken from them. */
function room({ length, scale }: DeclaredColumn): number | null {
  return length === null ? null : length - (scale ?? 0);
}

function isAlike(before: DeclaredColumn | undefined, after: DeclaredColumn | undefined): boolean {
  return before?.type === after?.type;
}

function byName(columns: readonly DeclaredColumn[]): Named {
  return new Map(columns.map((column) => [column.name, column]));
}
