import type { CaseFacts } from '#base/contracts';
import type { ParkedRow } from '#base/postgres';
import type { CaseRoute } from '#libs/records';
import type { RouteDecision } from '#libs/routing';
import type { NobodyToTell, Withheld } from '#libs/sending';
import type { Entry } from './map-batch.js';
import { parkedRecord } from './read-raw.js';

/** A case and what was decided about it. */
export interface Decided {
  readonly facts: CaseFacts;
  /** Somebody was told of the case before. */
  readonly told: boolean;
  /** What is done now; messages in it are written. */
  readonly decision: RouteDecision;
  /** What is owed and not written. */
  readonly withheld: readonly Withheld[];
  /** Whether `withheld` replaces what was withheld of the case so far. */
  readonly settles: boolean;
}

/** The list entry of a case that nobody has to be told of. */
export function nobodyOf({ facts, decision }: Decided): readonly NobodyToTell[] {
  if (decision.outcome !== 'nobody') return [];
  const { item, region, sentence } = decision;
  return [{ caseNumber: facts.caseNumber, item, region, reason: sentence, decidedAt: facts.decidedAt }];
}

/** Who holds the licence of a case that was granted just now, by its code. */
export function grantedTo({ facts, decision, withheld }: Decided): readonly string[] {
  if (facts.result !== 'GRANTED' || (decision.outcome === 'nothing' && withheld.length === 0)) return [];
  const holder = facts.application?.['applicantId'] ?? facts.acceptance?.['applicantId'];
  return typeof holder === 'string' ? [holder] : [];
}

const quietReason = '首次装载或回补读到，按规定未告知任何部门；如需告知，请用 hub backfill tell。';

/** How routing left the case. */
export function routeOf({ facts, told, decision, withheld }: Decided): CaseRoute {
  const { caseNumber } = facts;
  if (decision.outcome === 'messages') return { caseNumber, route: 'told', reason: null };
  if (withheld.length > 0) return { caseNumber, route: 'quiet', reason: quietReason };
  switch (decision.outcome) {
    case 'nobody':
      return { caseNumber, route: 'nobody', reason: decision.sentence };
    case 'parked':
      return { caseNumber, route: 'parked', reason: decision.fault.sentence };
    case 'waiting':
      return { caseNumber, route: 'waiting', reason: decision.sentence };
    case 'nothing':
      return { caseNumber, route: told ? 'told' : null, reason: null };
  }
}

/** The record that waits because its case cannot be routed: the case's last one of the batch. */
export function parkedOf({ facts, decision }: Decided, entries: readonly Entry[]): readonly ParkedRow[] {
  if (decision.outcome !== 'parked') return [];
  const latest = entries.findLast(
    (entry) => 'put' in entry && entry.put.record.caseNumber === facts.caseNumber,
  );
  if (latest === undefined || !('put' in latest)) return [];
  const parked = parkedRecord(latest.put, 'route', decision.fault);
  return [latest.quiet === undefined ? parked : { ...parked, quiet: latest.quiet }];
}
