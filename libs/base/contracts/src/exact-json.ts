import { refuseDeep } from './json-depth.js';

/** A long, broken or scientific number where a value stands; digits in texts (documents, dates) make no JSON dear to read. */
const perhapsInexact = /(?:^|[:,[])\s*-?(?:\d{16}|\d+\.\d|\d+[eE])/;

/**
 * JSON whose numbers stay as written: one that a double cannot print the same way becomes a text. Throws SyntaxError, and DeepJson (one too)
 * for what nests deeper than any record.
 */
export function exactJson(text: string): unknown {
  refuseDeep(text);
  if (!perhapsInexact.test(text)) return JSON.parse(text);
  const document: unknown = JSON.parse(text, (_, value: unknown, context?: { readonly source?: string }) => {
    const source = context?.source;
    return typeof value === 'number' && source !== undefined && String(value) !== source ? source : value;
  });
  return document;
}
