import { departmentName, type PlannedMessage } from '#base/contracts';
import { toldByCase, withWithheld, type RouteDecision, type ToldMessage } from '#libs/routing';
import type { Withheld, WithheldRow } from '#libs/sending';
import type { Decided } from './case-outcome.js';

/** Decides what a case owes, given what has been told of it. */
export type Decide = (told: readonly ToldMessage[]) => RouteDecision;

type Outcome = Pick<Decided, 'decision' | 'withheld' | 'settles'>;

const nothing: RouteDecision = { outcome: 'nothing' };

/**
 * Decides a case of which something is, or may have to be, withheld. Quietly (`quiet` says why), everything it owes is withheld and
 * nothing told. Aloud, what was withheld stays so as long as it only changes or ends; new departments, and a new decision, are told.
 */
export function decideWithheld(
  decide: Decide,
  told: readonly ToldMessage[],
  withheld: readonly WithheldRow[],
  quiet: string | undefined,
): Outcome {
  if (quiet !== undefined) return decideQuietly(decide(told), quiet);
  if (withheld.length === 0) return { decision: decide(told), withheld: [], settles: false };
  const held = [...toldByCase(withheld).values()].flat();
  const decision = decide(withWithheld(told, held));
  // Until the case is whole again, what was withheld of it stands.
  if (decision.outcome === 'waiting' || decision.outcome === 'parked') {
    return { decision, withheld: [], settles: false };
  }
  return { decision, withheld: stillWithheld(decision, decide(told), withheld), settles: true };
}

function decideQuietly(decision: RouteDecision, reason: string): Outcome {
  if (decision.outcome === 'waiting' || decision.outcome === 'parked') {
    return { decision, withheld: [], settles: false };
  }
  const withheld = messagesOf(decision).map((message) => ({ message, reason }));
  return { decision: withheld.length > 0 ? nothing : decision, withheld, settles: true };
}

/** Of what the case owes, that which was withheld before and is not told now, in its present wording. */
function stillWithheld(
  now: RouteDecision,
  owed: RouteDecision,
  withheld: readonly WithheldRow[],
): readonly Withheld[] {
  const reasons = new Map(withheld.map(({ reason, ...held }) => [nameOf(held), reason]));
  const telling = new Set(messagesOf(now).map(nameOf));
  return messagesOf(owed).flatMap((message) => {
    const reason = reasons.get(nameOf(message));
    return reason === undefined || telling.has(nameOf(message)) ? [] : [{ message, reason }];
  });
}

/** One message of a kind a department. */
function nameOf({ kind, to }: Pick<PlannedMessage, 'kind' | 'to'>): string {
  return `${kind} ${departmentName(to)}`;
}

function messagesOf(decision: RouteDecision): readonly PlannedMessage[] {
  return decision.outcome === 'messages' ? decision.messages : [];
}
