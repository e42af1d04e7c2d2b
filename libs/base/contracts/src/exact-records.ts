import { exactJson } from './exact-json.js';
import { DeepJson } from './json-depth.js';
import { readFully, type FullReading } from './read-fully.js';
import { repeatedFields } from './repeated-fields.js';

/** A parsed document; `full` tells what parsing lost of fields that it gives more than once, null where there are none. */
export interface ExactDocument {
  readonly document: unknown;
  readonly full: FullReading | null;
}

/**
 * Parses a document of many records like `exactJson`, however deep one of them nests: that one is refused by `nestsDeep`, and the others are
 * taken. Throws SyntaxError for what is no JSON.
 */
export function exactRecords(text: string): ExactDocument {
  try {
    const document = exactJson(text);
    return { document, full: repeatedFields(text, document) };
  } catch (thrown) {
    if (!(thrown instanceof DeepJson)) throw thrown;
  }
  // Proves that it is JSON, and does not break off: without a reviver, parsing knows no recursion.
  JSON.parse(text);
  const full = readFully(text);
  return { document: full.document, full: full.repeated.length === 0 ? null : full };
}
