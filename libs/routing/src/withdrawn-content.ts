import { beijingText, type CaseResult, type CaseFacts } from '#base/contracts';
import type { DecisionContent } from './decision-body.js';

/**
 * The content of a withdrawal: what the department was told, with the result as it stands now. It never shows more than was told, and
 * needs no item and no complete case, since a deleted case may have neither.
 */
export function withdrawnContent(told: Readonly<Record<string, unknown>>, facts: CaseFacts): DecisionContent {
  const { change: _, obligation: __, ...content } = told;
  const identity = { source: facts.source, caseNumber: facts.caseNumber, region: facts.region };
  const held: DecisionContent = { case: identity, ...content };
  return held.decision === undefined
    ? held
    : { ...held, decision: { ...held.decision, result: withdrawnResult(facts), ...withdrawnAt(facts) } };
}

function withdrawnResult(facts: CaseFacts): CaseResult {
  return facts.result === null || facts.result === 'GRANTED' ? 'VOIDED' : facts.result;
}

function withdrawnAt(facts: CaseFacts): { readonly decidedAt?: string } {
  const decidedAt = facts.result === 'GRANTED' ? null : facts.decidedAt;
  return decidedAt === null ? {} : { decidedAt: beijingText(decidedAt) };
}
