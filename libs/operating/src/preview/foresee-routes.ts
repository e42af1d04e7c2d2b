import { v7 as uuidV7 } from 'uuid';
import {
  decisionKinds,
  departmentName,
  type DueDate,
  type PlannedMessage,
  type Queryable,
  statusKinds,
  type SourceId,
} from '#base/contracts';
import { deadlinePlanner, openCalendar } from '#libs/calendar';
import type { PolicyEdition } from '#libs/catalogue';
import { decisiveKinds, foreseeCases, replaces } from '#libs/records';
import { decideRoutes, decideStatus, toldByCase, type RouteDecision } from '#libs/routing';
import { readTold } from '#libs/sending';
import type { PreviewCase, PreviewTelling } from './preview.js';
import type { WeighedSample } from './weigh-sample.js';

/**
 * Decides, as normalise would, who would have to be told if the records were put now: of decisions, and of where cases would stand.
 * A first load or backfill would withhold it.
 */
export async function foreseeRoutes(
  database: Queryable,
  source: SourceId,
  policy: PolicyEdition,
  puts: WeighedSample['puts'],
  now: Date,
): Promise<readonly PreviewCase[]> {
  const changing = puts.filter(({ verdict }) => replaces(verdict)).map(({ put }) => put);
  const decisive = new Set(
    changing.filter(({ record }) => decisiveKinds.has(record.kind)).map(({ record }) => record.caseNumber),
  );
  const cases = await foreseeCases(database, source, changing);
  const told = toldByCase(
    await readTold(
      database,
      source,
      cases.map(({ facts }) => facts.caseNumber),
      [...decisionKinds, ...statusKinds],
    ),
  );
  const planDeadline = deadlinePlanner(openCalendar(policy.calendar));
  return cases.flatMap(({ facts, moved }) => {
    const { caseNumber } = facts;
    const before = told.get(caseNumber) ?? [];
    const input = { facts, told: before, policy: policy.snapshot, planDeadline, now, newId: uuidV7 };
    const decided = decisive.has(caseNumber) && facts.result !== null;
    const states = moved ? decideStatus(input) : [];
    if (!decided && states.length === 0) return [];
    return [caseOf(caseNumber, decided ? decideRoutes(input) : nothing, states)];
  });
}

const nothing: RouteDecision = { outcome: 'nothing' };

function caseOf(caseNumber: string, decision: RouteDecision, states: readonly PlannedMessage[]): PreviewCase {
  const { outcome } = decision;
  const messages = outcome === 'messages' ? [...states, ...decision.messages] : states;
  return { caseNumber, outcome, sentence: sentenceOf(decision), tells: messages.map(tellingOf) };
}

function sentenceOf(decision: RouteDecision): string | null {
  switch (decision.outcome) {
    case 'messages':
    case 'nothing':
      return null;
    case 'parked':
      return decision.fault.sentence;
    case 'nobody':
    case 'waiting':
      return decision.sentence;
  }
}

function tellingOf({ to, kind, body, item, deadlines }: PlannedMessage): PreviewTelling {
  return {
    to: departmentName(to),
    kind,
    says: String(body['change'] ?? body['state']),
    item,
    deadlines: deadlines.map(({ expects, limit, due }) => ({
      expects,
      limit: `${limit.amount} ${limit.unit}`,
      due: dueText(due),
    })),
  };
}

function dueText(due: DueDate): string {
  return due.state === 'due' ? due.at.toISOString() : due.state;
}
