import { ownField } from '#base/contracts';
import type { Difference } from './compare-shapes.js';
import { joinColumns, type ColumnShape, type Shape } from './shape.js';

/** The contract once a difference belongs to it. */
export function acceptedShape(contract: Shape, difference: Difference): Shape {
  const { kind, column, after, renamedTo } = difference;
  const before = ownField(contract, column);
  const others = Object.fromEntries(Object.entries(contract).filter(([name]) => name !== column));
  if (kind === 'missing') return others;
  if (after === null) return contract;
  // An unknown code belongs to the contract only when it was accepted as one.
  const plain = { ...after, codes: before?.codes ?? [] };
  if (kind === 'renamed') return renamedTo === null ? others : { ...others, [renamedTo]: plain };
  if (before === undefined) return { ...others, [column]: plain };
  return { ...others, [column]: accepted(before, kind === 'codes' ? after : plain, kind) };
}

function accepted(before: ColumnShape, after: ColumnShape, kind: Difference['kind']): ColumnShape {
  const joined = joinColumns(before, after);
  return kind === 'narrowing' ? { ...joined, nullable: true } : joined;
}
