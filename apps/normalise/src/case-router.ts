import type { CaseNumber, MessageWriter, NewId, PlannedMessage, SourceId, Tx } from '#base/contracts';
import type { ParkedRow } from '#base/postgres';
import { openCalendar, planDeadline, type Calendar } from '#libs/calendar';
import type { PolicyEdition } from '#libs/catalogue';
import { markRoutes, readCaseFacts, type CaseFacts, type CaseRoute } from '#libs/records';
import { decideRoutes, type RouteDecision, type ToldMessage } from '#libs/routing';
import { forgetNobody, noteNobody, readTold, type NobodyToTell, type ToldMessageRow } from '#libs/sending';
import type { Entry } from './map-batch.js';
import { parkedRecord } from './read-raw.js';

/** The policy as routing needs it; each call answers the edition in force. */
export interface PolicySource {
  current(): Promise<PolicyEdition>;
}

/** What routing did for a batch. */
export interface Routed {
  readonly messages: number;
  readonly parked: readonly ParkedRow[];
}

const nothing: Routed = { messages: 0, parked: [] };

/** Decides for cases that changed who must be told, and writes it all in the batch's transaction. */
export class CaseRouter {
  #opened: { readonly edition: PolicyEdition; readonly calendar: Calendar } | null = null;

  constructor(
    private readonly policy: PolicySource,
    private readonly writer: MessageWriter,
    private readonly newId: NewId,
  ) {}

  /** Routes the given cases; of the batch's `entries`, a case's last one is parked where the case cannot be routed. */
  async route(
    tx: Tx,
    source: SourceId,
    cases: readonly CaseNumber[],
    entries: readonly Entry[],
    at: Date,
  ): Promise<Routed> {
    const facts = await readCaseFacts(tx, source, cases);
    if (facts.length === 0) return nothing;
    const told = groupByCase(await readTold(tx, source, cases));
    const edition = await this.policy.current();
    const decided = facts.map((one) => ({
      facts: one,
      told: told.has(one.caseNumber),
      decision: this.#decide(edition, one, told.get(one.caseNumber) ?? [], at),
    }));
    const messages = decided.flatMap(({ decision }) =>
      decision.outcome === 'messages' ? decision.messages : [],
    );
    await this.writer.write(tx, messages);
    await noteNobody(tx, source, decided.flatMap(nobodyOf), at);
    await forgetNobody(tx, source, toldCases(messages));
    await markRoutes(tx, source, decided.map(routeOf), at);
    return { messages: messages.length, parked: decided.flatMap((one) => parkedOf(one, entries)) };
  }

  #decide(edition: PolicyEdition, facts: CaseFacts, told: readonly ToldMessage[], now: Date): RouteDecision {
    const calendar = this.#calendarOf(edition);
    return decideRoutes({
      facts,
      told,
      policy: edition.snapshot,
      planDeadline: (region, start, obligation) =>
        planDeadline(calendar.forRegion(region), start, obligation),
      now,
      newId: this.newId,
    });
  }

  #calendarOf(edition: PolicyEdition): Calendar {
    if (this.#opened?.edition !== edition)
      this.#opened = { edition, calendar: openCalendar(edition.calendar) };
    return this.#opened.calendar;
  }
}

interface Decided {
  readonly facts: CaseFacts;
  /** Somebody was told of the case before. */
  readonly told: boolean;
  readonly decision: RouteDecision;
}

function groupByCase(rows: readonly ToldMessageRow[]): ReadonlyMap<CaseNumber, readonly ToldMessage[]> {
  const told = new Map<CaseNumber, ToldMessage[]>();
  for (const { caseNumber, ...row } of rows) {
    const message: ToldMessage = { ...row, change: changeOf(row.body) };
    told.set(caseNumber, [...(told.get(caseNumber) ?? []), message]);
  }
  return told;
}

/** The hub wrote these bodies itself, by the schema of `license-decision`. */
function changeOf(body: Readonly<Record<string, unknown>>): ToldMessage['change'] {
  return body['change'] as ToldMessage['change'];
}

function nobodyOf({ facts, decision }: Decided): readonly NobodyToTell[] {
  if (decision.outcome !== 'nobody') return [];
  const { item, region, sentence } = decision;
  return [{ caseNumber: facts.caseNumber, item, region, reason: sentence, decidedAt: facts.decidedAt }];
}

function toldCases(messages: readonly PlannedMessage[]): readonly CaseNumber[] {
  return [...new Set(messages.flatMap(({ about }) => (about === null ? [] : [about.caseNumber])))];
}

function routeOf({ facts, told, decision }: Decided): CaseRoute {
  const { caseNumber } = facts;
  switch (decision.outcome) {
    case 'messages':
      return { caseNumber, route: 'told', reason: null };
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

function parkedOf({ facts, decision }: Decided, entries: readonly Entry[]): readonly ParkedRow[] {
  if (decision.outcome !== 'parked') return [];
  const latest = entries.findLast(
    (entry) => 'put' in entry && entry.put.record.caseNumber === facts.caseNumber,
  );
  return latest === undefined || !('put' in latest)
    ? []
    : [parkedRecord(latest.put, 'route', decision.fault)];
}
