import {
  attachedDigests,
  HubError,
  isolate,
  type BatchOutcome,
  type Clock,
  type ConsumedBatch,
  type ConsumedMessage,
  type DepartmentRef,
  type MessageWriter,
  type NewId,
  type ReceiptType,
  type Transactions,
  type Tx,
} from '#base/contracts';
import type { TopicNames } from '#base/kafka';
import {
  attachable,
  cutAtFence,
  faultKind,
  isSharedFault,
  moveFence,
  park,
  refusesData,
} from '#base/postgres';
import { dedupeOf, foldReplies } from './fold-replies.js';
import type { ArrivedReply, FoldedReplies, ReplyOutcome, TakenReceipt, Verdict } from './folded-replies.js';
import { saidIn } from './judge-message.js';
import type { KnownDelivery } from './known-delivery.js';
import { parkedReplies } from './parked-replies.js';
import { planOnward } from './plan-onward.js';
import { readReply, type Reply } from './read-reply.js';
import { rerouteReturned } from './reroute.js';
import { insertInbox } from './sql/insert-inbox.js';
import { insertReceipts } from './sql/insert-receipts.js';
import { insertReroutings } from './sql/insert-reroutings.js';
import { lockDeadlines } from './sql/lock-deadlines.js';
import { lockDeliveries } from './sql/lock-deliveries.js';
import { moveDeliveries } from './sql/move-deliveries.js';
import { readUsedIds } from './sql/read-used-ids.js';
import { updateDeadlines } from './sql/update-deadlines.js';
import type { ReadTrackingPolicy, TrackingPolicy } from './tracking-policy.js';

/** The consumer's name in fences. */
export const replyConsumer = 'hub-relay';

/** What became of one message; `receipt` is null for other kinds and for what could not be read. */
export interface TakenReply {
  readonly outcome: ReplyOutcome;
  readonly receipt: ReceiptType | null;
}

/** What the inward way is made of. */
export interface ReplyParts {
  readonly database: Transactions;
  readonly writer: MessageWriter;
  readonly policy: ReadTrackingPolicy;
  readonly topics: TopicNames;
  readonly clock: Clock;
  readonly newId: NewId;
  /** Called after the commit with what became of each message. */
  observe(from: DepartmentRef, taken: readonly TakenReply[]): void;
}

/** The same with the edition a batch is judged by. */
type Hands = Omit<ReplyParts, 'policy'> & { readonly policy: TrackingPolicy };

type Read = (message: ConsumedMessage, from: DepartmentRef) => Reply;

/**
 * Takes a batch of a reply topic in: facts, states, deadlines, onward messages, parked ones and the fence in one commit. One that cannot be
 * handled is found by halving and parked alone, whatever breaks off on it: the database, or our own code.
 */
export async function handleReplies(parts: ReplyParts, batch: ConsumedBatch): Promise<BatchOutcome> {
  let outcome: BatchOutcome = { nextOffset: batch.messages[0]?.offset ?? batch.highWatermark };
  let fetchedFrom = batch.fetchedFrom;
  const take = async (messages: readonly ConsumedMessage[], read: Read): Promise<void> => {
    const piece = fetchedFrom === undefined ? { ...batch, messages } : { ...batch, messages, fetchedFrom };
    outcome = await takeBatch(parts, piece, read);
    fetchedFrom = outcome.nextOffset;
  };
  await isolate(batch.messages, {
    handle: (messages) => take(messages, readReply),
    isShared: isSharedFault,
    park: (message, fault) => take([message], () => unreadable(faultKind(fault), refusesData(fault))),
  });
  return outcome;
}

/** Parks what processes have died over, without looking into it. */
export function parkReplies(parts: ReplyParts, batch: ConsumedBatch): Promise<BatchOutcome> {
  return takeBatch(parts, batch, () => unreadable('进程连续中止'));
}

/** What the database cannot hold is the sender's to mend; on what else breaks off, the hub's people look first. */
function unreadable(kind: string, refused = false): Reply {
  return {
    type: 'refused',
    outcome: 'malformed',
    code: refused ? 'HUB_REPLY_MALFORMED' : 'HUB_RECORD_UNREADABLE',
    field: null,
    sentence: `来文含有枢纽无法处理或保存的值（${kind}），已单独隔离；请该部门核对后换用新的编号重新发送。`,
    eventId: null,
    eventType: null,
    messageId: null,
  };
}

async function takeBatch(parts: ReplyParts, batch: ConsumedBatch, read: Read): Promise<BatchOutcome> {
  const from = departmentOf(parts.topics, batch.topic);
  // Read before the transaction begins: inside it, a new edition would wait for a second connection, and every partition holds one.
  const hands: Hands = { ...parts, policy: await parts.policy() };
  const { nextOffset, folded } = await parts.database.transaction(async (tx) => {
    const cut = await cutAtFence(tx, replyConsumer, batch);
    if (cut.messages.length === 0) return { nextOffset: cut.nextOffset, folded: null };
    const arrived = cut.messages.map((message): ArrivedReply => {
      return { message, reply: read(message, from), arrivedAt: arrivalOf(message, parts.clock.now()) };
    });
    const decided = await decide(tx, batch, from, arrived, hands.policy);
    await write(tx, hands, batch, from, decided);
    const last = arrived.at(-1)?.arrivedAt ?? null;
    await moveFence(tx, replyConsumer, batch, cut.nextOffset, countsOf(decided.verdicts), last);
    return { nextOffset: cut.nextOffset, folded: decided };
  });
  if (folded !== null)
    parts.observe(
      from,
      folded.verdicts.map(({ outcome, reply }) => ({
        outcome,
        receipt: reply.type === 'receipt' ? reply.receipt : null,
      })),
    );
  return { nextOffset };
}

/** When the broker got it (reply topics stamp on append): a relay that was away makes nobody late. */
function arrivalOf({ timestamp }: ConsumedMessage, now: Date): Date {
  return timestamp > 0 && timestamp < now.getTime() ? new Date(timestamp) : now;
}

function departmentOf(topics: TopicNames, topic: string): DepartmentRef {
  const meaning = topics.parse(topic);
  if (meaning?.family === 'reply') return meaning.department;
  throw new HubError('HUB_TOPIC_WITHOUT_HANDLER', `主题 ${topic} 不是部门的来文主题。`, { topic });
}

async function decide(
  tx: Tx,
  { topic, partition }: ConsumedBatch,
  from: DepartmentRef,
  arrived: readonly ArrivedReply[],
  rights: TrackingPolicy,
): Promise<FoldedReplies> {
  const messages = arrived.flatMap(({ reply }) => (reply.messageId === null ? [] : [reply.messageId]));
  const events = arrived.flatMap(({ reply }) =>
    reply.eventId === null ? [] : [dedupeOf(from, reply.eventId)],
  );
  const deliveries = await lockDeliveries(tx, messages);
  const deadlines = Map.groupBy(
    await lockDeadlines(
      tx,
      deliveries.map(({ deliveryId }) => deliveryId),
    ),
    ({ deliveryId }) => deliveryId,
  );
  const used = await readUsedIds(tx, events);
  const known = new Map<string, KnownDelivery>();
  for (const one of deliveries)
    known.set(one.messageId, { ...one, deadlines: deadlines.get(one.deliveryId) ?? [] });
  const attached = arrived.flatMap(({ reply }) => attachedDigests(saidIn(reply)));
  const own = await attachable(tx, [from], attached);
  return foldReplies({ from, topic, partition, known, used, attachable: own, rights }, arrived);
}

async function write(
  tx: Tx,
  hands: Hands,
  batch: ConsumedBatch,
  from: DepartmentRef,
  folded: FoldedReplies,
): Promise<void> {
  const { verdicts, receipts, moves, changed } = folded;
  const inbox = await insertInbox(tx, { from, topic: batch.topic, partition: batch.partition }, verdicts);
  if (receipts.length > 0) await insertReceipts(tx, receipts, inbox);
  if (moves.length > 0) await moveDeliveries(tx, changed, moves);
  const deadlines = changed.flatMap((delivery) => delivery.deadlines);
  if (deadlines.length > 0) await updateDeadlines(tx, deadlines);
  const returned = receipts.filter(({ reply, moved }) => reply.receipt === 'returned' && moved);
  if (returned.length > 0) await sendOn(tx, hands, returned);
  await passOn(tx, hands, from, folded);
  await park(tx, parkedReplies(batch, from, verdicts), hands.clock.now());
}

/** What was sent back is listed, and what the boundary list decides alone goes on at once. */
async function sendOn(tx: Tx, hands: Hands, returned: readonly TakenReceipt[]): Promise<void> {
  await insertReroutings(tx, returned);
  await rerouteReturned(
    tx,
    { ...hands, now: hands.clock.now() },
    returned.map(({ delivery }) => delivery.deliveryId),
  );
}

async function passOn(
  tx: Tx,
  { policy, writer, newId }: Hands,
  from: DepartmentRef,
  { own }: FoldedReplies,
): Promise<void> {
  if (own.length === 0) return;
  await writer.write(
    tx,
    own.flatMap((message) => planOnward(message, from, policy, newId)),
  );
}

function countsOf(verdicts: readonly Verdict[]) {
  const count = (...outcomes: readonly ReplyOutcome[]): number =>
    verdicts.filter(({ outcome }) => outcomes.includes(outcome)).length;
  const unified = count('accepted', 'late');
  const unchanged = count('repeated');
  return { taken: verdicts.length, unified, unchanged, parked: verdicts.length - unified - unchanged };
}
