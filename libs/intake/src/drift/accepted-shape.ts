import type { Difference } from './compare-shapes.js';
import { joinColumns, type Shape } from './shape.js';

/** The contract once a difference belongs to it. */
export function acceptedShape(contract: Shape, { kind, column, after, renamedTo }: Difference): Shape {
  const { [column]: before, ...others } = contract;
  if (kind === 'missing') return others;
  if (after === null) return contract;
  if (kind === 'renamed') return renamedTo === null ? others : { ...others, [renamedTo]: after };
  if (before === undefined) return { ...others, [column]: after };
  const joined = joinColumns(before, after);
  return { ...others, [column]: kind === 'narrowing' ? { ...joined, nullable: true } : joined };
}
