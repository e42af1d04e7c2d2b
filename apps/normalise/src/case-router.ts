import {
  decisionKinds,
  type CaseFacts,
  type CaseNumber,
  type MessageWriter,
  type NewId,
  type PlannedMessage,
  type SourceId,
  type Tx,
} from '#base/contracts';
import type { ParkedRow } from '#base/postgres';
import { deadlinePlanner, openCalendar } from '#libs/calendar';
import type { PolicyEdition } from '#libs/catalogue';
import { markRoutes, readCaseFacts } from '#libs/records';
import { decideRoutes, decideStatus, type RouteInput, type ToldMessage } from '#libs/routing';
import {
  forgetAsking,
  forgetNobody,
  lockWithheld,
  noteNobody,
  recallBreaches,
  replaceWithheld,
} from '#libs/sending';
import { grantedTo, nobodyOf, parkedOf, routeOf, type Decided } from './case-outcome.js';
import { readKnown, type KnownCase } from './known-cases.js';
import type { Entry } from './map-batch.js';
import { quietCases } from './quiet-cases.js';
import { StatusRouter, type StatusOrder } from './status-router.js';
import { decideWithheld, type Decide } from './withhold.js';

/** The policy as routing needs it; each call answers the edition in force. */
export interface PolicySource {
  current(): Promise<PolicyEdition>;
}

/** When a batch is decided and by which edition; read before its transaction begins, since inside only the transaction is asked. */
export interface Moment {
  readonly at: Date;
  readonly edition: PolicyEdition;
}

/** The cases of a batch that somebody may have to hear of. */
export interface ChangedCases {
  /** Something changed that their decision may rest on. */
  readonly decisive: readonly CaseNumber[];
  /** They stand elsewhere now. */
  readonly moved: readonly CaseNumber[];
}

/** What routing did for a batch. */
export interface Routed {
  readonly messages: number;
  readonly parked: readonly ParkedRow[];
}

/** Decides for cases that changed who must be told, and writes it all in the batch's transaction. */
export class CaseRouter {
  readonly #statuses: StatusRouter;

  constructor(
    private readonly writer: MessageWriter,
    private readonly newId: NewId,
  ) {
    this.#statuses = new StatusRouter(writer);
  }

  /**
   * Routes the given cases; of the batch's `entries`, a case's last one is parked where the case cannot be routed. Cases whose entries
   * are quiet get no messages: what they owe is withheld.
   */
  async route(
    tx: Tx,
    source: SourceId,
    { decisive, moved }: ChangedCases,
    entries: readonly Entry[],
    moment: Moment,
  ): Promise<Routed> {
    const quiet = quietCases(entries);
    if (decisive.length > 0 && moved.length > 0)
      await lockWithheld(tx, source, [...new Set([...decisive, ...moved])]);
    const states = await this.#tellStates(tx, source, moved, moment, { quiet, onPurpose: false });
    const known = await readDecided(tx, source, decisive);
    if (known.length === 0) return { messages: states, parked: [] };
    const decided = known.map(({ facts, told, withheld }) => {
      const decide: Decide = (of) => decideRoutes(this.#input(moment, facts, of));
      return {
        facts,
        told: told.length > 0,
        ...decideWithheld(decide, told, withheld, quiet.get(facts.caseNumber)),
      };
    });
    const routed = await this.#write(tx, source, decided, entries, moment.at);
    return { ...routed, messages: routed.messages + states };
  }

  /** Tells of cases what was withheld of them, as they stand now: a person asked for it. A case that cannot be told now stays withheld. */
  async tell(tx: Tx, source: SourceId, cases: readonly CaseNumber[], moment: Moment): Promise<Routed> {
    await forgetAsking(tx, source, cases);
    const asked = { quiet: new Map<CaseNumber, string>(), onPurpose: true };
    const states = await this.#tellStates(tx, source, cases, moment, asked);
    const known = await readDecided(tx, source, cases);
    const decided = known.map(({ facts, told }) => {
      const decision = decideRoutes(this.#input(moment, facts, told));
      const settles = decision.outcome !== 'parked' && decision.outcome !== 'waiting';
      return { facts, told: told.length > 0, decision, withheld: [], settles };
    });
    const routed = await this.#write(tx, source, decided, [], moment.at);
    return { ...routed, messages: routed.messages + states };
  }

  /** Costs nothing where no memorandum asks for states, and little for cases of which none does. */
  async #tellStates(
    tx: Tx,
    source: SourceId,
    cases: readonly CaseNumber[],
    moment: Moment,
    order: Pick<StatusOrder, 'quiet' | 'onPurpose'>,
  ): Promise<number> {
    const codes = moment.edition.snapshot.codesSpokenOf('status-sync');
    if (cases.length === 0 || codes.length === 0) return 0;
    const decide: StatusOrder['decide'] = (facts, told) => {
      const messages = decideStatus(this.#input(moment, facts, told));
      return messages.length === 0 ? { outcome: 'nothing' } : { outcome: 'messages', messages };
    };
    return this.#statuses.route(tx, source, cases, { ...order, decide, codes, at: moment.at });
  }

  async #write(
    tx: Tx,
    source: SourceId,
    decided: readonly Decided[],
    entries: readonly Entry[],
    at: Date,
  ): Promise<Routed> {
    const messages = decided.flatMap(({ decision }) =>
      decision.outcome === 'messages' ? decision.messages : [],
    );
    await this.writer.write(tx, messages);
    const settled = decided.filter(({ settles }) => settles);
    const withheld = decided.flatMap((one) => one.withheld);
    await replaceWithheld(
      tx,
      source,
      settled.map(({ facts }) => facts.caseNumber),
      decisionKinds,
      withheld,
      at,
    );
    await noteNobody(tx, source, decided.flatMap(nobodyOf), at);
    await forgetNobody(tx, source, casesOf([...messages, ...withheld.map(({ message }) => message)]));
    await markRoutes(tx, source, decided.map(routeOf), at);
    await recallBreaches(tx, decided.flatMap(grantedTo), at);
    return { messages: messages.length, parked: decided.flatMap((one) => parkedOf(one, entries)) };
  }

  #input({ edition, at }: Moment, facts: CaseFacts, told: readonly ToldMessage[]): RouteInput {
    const planDeadline = deadlinePlanner(openCalendar(edition.calendar));
    return { facts, told, policy: edition.snapshot, planDeadline, now: at, newId: this.newId };
  }
}

function readDecided(tx: Tx, source: SourceId, cases: readonly CaseNumber[]): Promise<readonly KnownCase[]> {
  return readKnown(tx, source, cases, decisionKinds, () => readCaseFacts(tx, source, cases));
}

function casesOf(messages: readonly PlannedMessage[]): readonly CaseNumber[] {
  return [...new Set(messages.flatMap(({ about }) => (about === null ? [] : [about.caseNumber])))];
}
