import type { CaseNumber } from '#base/contracts';
import type { Entry } from './map-batch.js';

/** The cases whose entries tell nobody, and why. */
export function quietCases(entries: readonly Entry[]): ReadonlyMap<CaseNumber, string> {
  const quiet = new Map<CaseNumber, string>();
  for (const entry of entries) {
    if (entry.quiet !== undefined && 'put' in entry) quiet.set(entry.put.record.caseNumber, entry.quiet);
  }
  return quiet;
}

/**
 * Cuts a batch so that no piece holds a case both quietly and aloud: what is told must not hang on where a batch happened to end. Most
 * batches stay whole.
 */
export function cutByQuiet(entries: readonly Entry[]): readonly (readonly Entry[])[] {
  if (entries.every(({ quiet }) => quiet === undefined)) return [entries];
  const pieces: Entry[][] = [];
  let piece: Entry[] = [];
  let met = new Map<string, string | undefined>();
  for (const entry of entries) {
    const name = 'put' in entry ? entry.put.record.caseNumber : (entry.parked.caseNumber ?? '');
    if (met.has(name) && met.get(name) !== entry.quiet) {
      pieces.push(piece);
      piece = [];
      met = new Map();
    }
    met.set(name, entry.quiet);
    piece.push(entry);
  }
  return [...pieces, piece];
}
