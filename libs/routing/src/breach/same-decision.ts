import type { PenaltyIdentity, PenaltyRecord } from '#base/contracts';

/** Whether a bureau has heard of a penalty decision already, from another record. */
export type SameDecision =
  | { readonly outcome: 'none' }
  | { readonly outcome: 'same'; readonly as: PenaltyRecord }
  /** It may be: `sentence` says what does not agree. */
  | { readonly outcome: 'unsure'; readonly as: PenaltyRecord; readonly sentence: string };

type Verdict = 'same' | 'other' | 'unsure';

/**
 * A decision in the spelling it is compared by: 〔2026〕 and [2026], full and half width, 第5号 and 005号 are one. Null where there is none.
 */
export function decisionNumberOf(written: string | null): string | null {
  if (written === null) return null;
  const plain = written
    .normalize('NFKC')
    .replaceAll(/\s/g, '')
    .replaceAll(/[[〔【［({〈<]/g, '[')
    .replaceAll(/[\]〕】］)}〉>]/g, ']')
    .replace(/\]第?0*(?=\d)/, ']')
    .toUpperCase();
  return plain === '' ? null : plain;
}

/**
 * Looks among the decisions that were told for the one a record tells of: same document number, same organ, same party, each by its code
 * or, where a side gives none, by its name. A number that several records of other parties or organs carry is another decision's.
 */
export function findSameDecision(own: PenaltyIdentity, told: readonly PenaltyRecord[]): SameDecision {
  const alike = told
    .filter(({ decisionNumber }) => decisionNumber === own.decisionNumber)
    .map((as) => ({ as, party: partyOf(own, as), organ: organOf(own, as) }))
    .filter(({ party, organ }) => party !== 'other' && !(organ === 'other' && party === 'unsure'));
  const same = alike.find(({ party, organ }) => party === 'same' && organ === 'same');
  if (same !== undefined) return { outcome: 'same', as: same.as };
  const [first] = alike;
  if (first === undefined) return { outcome: 'none' };
  const doubt = first.party === 'same' ? '决定机关' : '当事人';
  return { outcome: 'unsure', as: first.as, sentence: doubt };
}

function partyOf(one: PenaltyIdentity, other: PenaltyIdentity): Verdict {
  return compare([one.holderId, other.holderId], [one.holderName, other.holderName]);
}

function organOf(one: PenaltyIdentity, other: PenaltyIdentity): Verdict {
  return compare([one.agencyUscc, other.agencyUscc], [one.agencyName, other.agencyName]);
}

type Pair = readonly [string | null, string | null];

/** Codes decide where both sides give one; names can only say yes. */
function compare([code, otherCode]: Pair, [name, otherName]: Pair): Verdict {
  if (code !== null && otherCode !== null) return code === otherCode ? 'same' : 'other';
  return name !== null && otherName !== null && plain(name) === plain(otherName) ? 'same' : 'unsure';
}

function plain(name: string): string {
  return name.normalize('NFKC').replaceAll(/\s/g, '');
}
