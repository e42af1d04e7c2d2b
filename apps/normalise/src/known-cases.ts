import type { CaseFacts, CaseNumber, MessageKind, SourceId, Tx } from '#base/contracts';
import { toldByCase, type ToldMessage } from '#libs/routing';
import { readTold, readWithheld, type WithheldRow } from '#libs/sending';

/** What is known of a case before it is decided: where it stands, what was told of it, and what was withheld. */
export interface KnownCase {
  readonly facts: CaseFacts;
  readonly told: readonly ToldMessage[];
  readonly withheld: readonly WithheldRow[];
}

/**
 * Reads cases for a decision about messages of the given kinds; those of which `readFacts` finds nothing are left out, and it is given the
 * cases of which something is withheld. Those come first: their locks let a telling on purpose end before the rest is read.
 */
export async function readKnown(
  tx: Tx,
  source: SourceId,
  cases: readonly CaseNumber[],
  kinds: readonly MessageKind[],
  readFacts: (withheld: readonly CaseNumber[]) => Promise<readonly CaseFacts[]>,
): Promise<readonly KnownCase[]> {
  const withheld = Map.groupBy(await readWithheld(tx, source, cases, kinds), ({ caseNumber }) => caseNumber);
  const found = await readFacts([...withheld.keys()]);
  if (found.length === 0) return [];
  const told = toldByCase(await readTold(tx, source, cases, kinds));
  return found.map((facts) => ({
    facts,
    told: told.get(facts.caseNumber) ?? [],
    withheld: withheld.get(facts.caseNumber) ?? [],
  }));
}
