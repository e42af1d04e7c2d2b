import type { Clock, MessageWriter, NewId, Transactions, Tx } from '#base/contracts';
import { mayTake, planRerouting, rerouteByBoundary } from './plan-rerouting.js';
import { claimDecided, type DecidedRerouting } from './sql/claim-decided.js';
import { readReturned } from './sql/read-returned.js';
import { refuseDecision } from './sql/refuse-decision.js';
import { settleRerouting } from './sql/settle-rerouting.js';
import type { ReadTrackingPolicy, TrackingPolicy } from './tracking-policy.js';

/** What sending a returned matter on is made of. */
export interface ReroutingParts {
  readonly database: Transactions;
  readonly writer: MessageWriter;
  readonly policy: ReadTrackingPolicy;
  readonly clock: Clock;
  readonly newId: NewId;
}

interface Hands {
  readonly writer: MessageWriter;
  readonly policy: TrackingPolicy;
  readonly now: Date;
  readonly newId: NewId;
}

/** In the transaction of the return: what the boundary list decides alone is sent on at once; the rest waits for a person. */
export async function rerouteReturned(tx: Tx, hands: Hands, deliveries: readonly string[]): Promise<void> {
  for (const returned of await readReturned(tx, deliveries)) {
    const to = rerouteByBoundary(returned, hands.policy, hands.now);
    if (to === null) continue;
    const message = planRerouting(returned, to, hands.policy, hands.now, hands.newId);
    await hands.writer.write(tx, [message]);
    const { deliveryId } = returned;
    await settleRerouting(tx, { deliveryId, resolution: 'boundary', to, message: message.id }, hands.now);
  }
}

const decisionsAtOnce = 100;

/** Carries out what people have decided about returned matters; answers how many. Safe beside other relays. */
export async function carryOutReroutings(parts: ReroutingParts): Promise<number> {
  const policy = await parts.policy();
  const hands: Hands = { ...parts, policy, now: parts.clock.now() };
  return parts.database.transaction(async (tx) => {
    const decided = await claimDecided(tx, decisionsAtOnce);
    for (const decision of decided) await carryOut(tx, hands, decision);
    return decided.length;
  });
}

async function carryOut(tx: Tx, hands: Hands, { deliveryId, to }: DecidedRerouting): Promise<void> {
  if (to === null)
    return settleRerouting(tx, { deliveryId, resolution: 'closed', to, message: null }, hands.now);
  const [returned] = await readReturned(tx, [deliveryId]);
  if (returned === undefined) return;
  if (!mayTake(returned, to, hands.policy))
    return refuseDecision(
      tx,
      deliveryId,
      '不能改派给该部门：它就是退回的部门，或者与发出部门之间没有审管衔接备忘录。',
    );
  const message = planRerouting(returned, to, hands.policy, hands.now, hands.newId);
  await hands.writer.write(tx, [message]);
  await settleRerouting(tx, { deliveryId, resolution: 'person', to, message: message.id }, hands.now);
}
