import {
  statusKinds,
  type CaseFacts,
  type CaseNumber,
  type MessageWriter,
  type SourceId,
  type Tx,
} from '#base/contracts';
import { readCasesOfItems, readStandingFacts } from '#libs/records';
import type { RouteDecision, ToldMessage } from '#libs/routing';
import { replaceWithheld } from '#libs/sending';
import { readKnown, type KnownCase } from './known-cases.js';
import { decideWithheld } from './withhold.js';

/** How states are decided: by what policy, which cases tell nobody and why, and whether a person asked for it. */
export interface StatusOrder {
  readonly decide: (facts: CaseFacts, told: readonly ToldMessage[]) => RouteDecision;
  readonly quiet: ReadonlyMap<CaseNumber, string>;
  readonly onPurpose: boolean;
  /** Codes of the items whose states are told. */
  readonly codes: readonly string[];
  readonly at: Date;
}

type Decided = ReturnType<typeof decideWithheld>;

/**
 * Tells the departments that memoranda name where cases stand now (办件状态同步), in the caller's transaction, and answers how many
 * messages that took. What is withheld of a case is kept as for its decision, beside it.
 */
export class StatusRouter {
  constructor(private readonly writer: MessageWriter) {}

  async route(tx: Tx, source: SourceId, cases: readonly CaseNumber[], order: StatusOrder): Promise<number> {
    const known = await readKnown(tx, source, cases, statusKinds, async (withheld) => {
      const concerned = await readCasesOfItems(tx, source, cases, order.codes);
      return readStandingFacts(tx, source, [...new Set([...concerned, ...withheld])]);
    });
    if (known.length === 0) return 0;
    const decided = known.map((one) => outcome(order, one));
    const messages = decided.flatMap(({ decision }) =>
      decision.outcome === 'messages' ? decision.messages : [],
    );
    await this.writer.write(tx, messages);
    const keeps = decided.flatMap((one) => one.withheld);
    if (keeps.length > 0 || known.some(({ withheld }) => withheld.length > 0))
      await replaceWithheld(
        tx,
        source,
        known.map(({ facts }) => facts.caseNumber),
        statusKinds,
        keeps,
        order.at,
      );
    return messages.length;
  }
}

function outcome({ decide, quiet, onPurpose }: StatusOrder, { facts, told, withheld }: KnownCase): Decided {
  if (onPurpose) return { decision: decide(facts, told), withheld: [], settles: true };
  return decideWithheld((of) => decide(facts, of), told, withheld, quiet.get(facts.caseNumber));
}
