import { v7 as uuidV7 } from 'uuid';
import {
  decisionKinds,
  departmentName,
  type DueDate,
  type PlannedMessage,
  type Queryable,
  type SourceDefinition,
} from '#base/contracts';
import { deadlinePlanner, openCalendar } from '#libs/calendar';
import type { PolicyEdition } from '#libs/catalogue';
import { decisiveKinds, foreseeCaseFacts, replaces } from '#libs/records';
import { decideRoutes, toldByCase, type RouteDecision } from '#libs/routing';
import { readTold } from '#libs/sending';
import type { PreviewCase, PreviewTelling } from './preview.js';
import type { WeighedSample } from './weigh-sample.js';

/** Decides, as normalise would, who would have to be told if the records were put now. */
export async function foreseeRoutes(
  database: Queryable,
  source: SourceDefinition,
  policy: PolicyEdition,
  puts: WeighedSample['puts'],
  now: Date,
): Promise<readonly PreviewCase[]> {
  const changing = puts.filter(({ verdict }) => replaces(verdict)).map(({ put }) => put);
  const decisive = new Set(
    changing.filter(({ record }) => decisiveKinds.has(record.kind)).map(({ record }) => record.caseNumber),
  );
  const facts = (await foreseeCaseFacts(database, source.id, changing)).filter(({ caseNumber }) =>
    decisive.has(caseNumber),
  );
  const told = toldByCase(await readTold(database, source.id, [...decisive], decisionKinds));
  const planDeadline = deadlinePlanner(openCalendar(policy.calendar));
  return facts.map((one) => {
    const before = told.get(one.caseNumber) ?? [];
    const input = { facts: one, told: before, policy: policy.snapshot, planDeadline, now, newId: uuidV7 };
    return caseOf(one.caseNumber, decideRoutes(input));
  });
}

function caseOf(caseNumber: string, decision: RouteDecision): PreviewCase {
  const { outcome } = decision;
  switch (outcome) {
    case 'messages':
      return { caseNumber, outcome, sentence: null, tells: decision.messages.map(tellingOf) };
    case 'parked':
      return { caseNumber, outcome, sentence: decision.fault.sentence, tells: [] };
    case 'nothing':
      return { caseNumber, outcome, sentence: null, tells: [] };
    case 'nobody':
    case 'waiting':
      return { caseNumber, outcome, sentence: decision.sentence, tells: [] };
  }
}

function tellingOf({ to, body, item, deadlines }: PlannedMessage): PreviewTelling {
  return {
    to: departmentName(to),
    change: String(body['change']),
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
