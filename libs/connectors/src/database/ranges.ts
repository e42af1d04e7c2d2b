import type { Dialect, Parameters, Term } from './dialect.js';

/** A keyset spelt out as ranges of one index, for products that compare no rows or use no index for it. */
export function rangesAfter(
  terms: readonly Term[],
  parameters: Parameters,
  forms: Pick<Dialect, 'neverNull' | 'keyValue'>,
): string {
  const ranges = terms.map((term, place) => {
    const equal = terms
      .slice(0, place)
      .map((before) => `${forms.neverNull(before.column)} = ${forms.keyValue(before, parameters)}`);
    const beyond = `${forms.neverNull(term.column)} > ${forms.keyValue(term, parameters)}`;
    return `(${[...equal, beyond].join(' and ')})`;
  });
  return `(${ranges.join(' or ')})`;
}
