import { ownField } from '#base/contracts';
import { pairRenamed } from './pair-renamed.js';
import { joinTypes, mostCodes, type ColumnShape, type Shape, type ValueType } from './shape.js';

/** How what is read differs from what was agreed. */
export type DriftKind = 'additive' | 'widening' | 'narrowing' | 'renamed' | 'missing' | 'type' | 'codes';

/** One difference. `renamedTo` is the new column that looks like the one that is gone. */
export interface Difference<Side = ColumnShape> {
  readonly kind: DriftKind;
  readonly column: string;
  readonly before: Side | null;
  readonly after: Side | null;
  readonly renamedTo: string | null;
}

/** Whether a difference harms no record: it is noted, becomes part of the contract, and passes. */
export function passes(kind: DriftKind): boolean {
  return kind === 'additive' || kind === 'widening';
}

/** Every difference of a sample of rows from the contract. What a sample merely does not show (shorter texts, no numbers with a fraction) is none. */
export function compareShapes(contract: Shape, seen: Shape): readonly Difference[] {
  const gone = Object.keys(contract).filter(
    (name) => ownField(contract, name)?.always === true && !Object.hasOwn(seen, name),
  );
  const fresh = Object.keys(seen).filter((name) => !Object.hasOwn(contract, name));
  const pairs = pairRenamed(gone, fresh, (from, to) => alike(ownField(contract, from), ownField(seen, to)));
  const moved = new Set(pairs.flat());
  return [
    ...pairs.map(([from, to]) =>
      difference('renamed', from, ownField(contract, from), ownField(seen, to), to),
    ),
    ...gone
      .filter((name) => !moved.has(name))
      .map((name) => difference('missing', name, ownField(contract, name))),
    ...fresh
      .filter((name) => !moved.has(name))
      .map((name) => difference('additive', name, undefined, ownField(seen, name))),
    ...Object.keys(contract).flatMap((name) => changes(name, ownField(contract, name), ownField(seen, name))),
  ];
}

function changes(
  name: string,
  before: ColumnShape | undefined,
  after: ColumnShape | undefined,
): readonly Difference[] {
  if (before === undefined || after === undefined) return [];
  const kinds = [formChange(before, after), hasNewCodes(before, after) ? ('codes' as const) : null];
  return kinds.flatMap((kind) => (kind === null ? [] : [difference(kind, name, before, after)]));
}

function formChange(before: ColumnShape, after: ColumnShape): DriftKind | null {
  // Every sampled row is empty where none ever was: something is no longer delivered.
  if (!before.nullable && after.type === null) return 'narrowing';
  const type = joinTypes(before.type, after.type);
  if (type !== before.type) return widens(before.type, type) ? 'widening' : 'type';
  const roomier = after.length > before.length || (after.nullable && !before.nullable);
  return roomier ? 'widening' : null;
}

/** Whether all that fitted before still means the same in the wider type. */
function widens(from: ValueType | null, to: ValueType | null): boolean {
  return from === null || to === 'decimal';
}

/** Codes seen that neither the mapping knows nor anybody has accepted. */
function hasNewCodes(before: ColumnShape, after: ColumnShape): boolean {
  return before.codes.length < mostCodes && after.codes.some((code) => !before.codes.includes(code));
}

function alike(before: ColumnShape | undefined, after: ColumnShape | undefined): boolean {
  if (before === undefined || after === undefined || before.type !== after.type) return false;
  return after.length <= before.length * 2 && before.length <= after.length * 4;
}

function difference(
  kind: DriftKind,
  column: string,
  before: ColumnShape | undefined,
  after?: ColumnShape,
  renamedTo: string | null = null,
): Difference {
  return { kind, column, before: before ?? null, after: after ?? null, renamedTo };
}
