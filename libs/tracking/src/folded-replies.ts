import type { ConsumedMessage, DeliveryEvent, DepartmentRef, FaultCode, MessageKind } from '#base/contracts';
import type { SenderRights } from './judge-message.js';
import type { KnownDelivery } from './known-delivery.js';
import type { Body, ReceiptReply, RefusedReply, Reply } from './read-reply.js';

/** What became of a message that came in (design §8: each outcome is kept). */
export type ReplyOutcome = 'accepted' | 'late' | 'repeated' | RefusedReply['outcome'];

/** A message as it came in, read, with the time the hub had it. */
export interface ArrivedReply {
  readonly message: ConsumedMessage;
  readonly arrivedAt: Date;
  readonly reply: Reply;
}

/** The verdict on one message, for the inbox; refused ones are parked too. */
export interface Verdict extends ArrivedReply {
  readonly dedupe: string;
  /** Of what it says; null for what could not be read. */
  readonly digest: string | null;
  readonly said: string | null;
  readonly outcome: ReplyOutcome;
  readonly code: FaultCode | null;
  readonly field: string | null;
  readonly sentence: string | null;
}

/** A stated fact and what it did. */
export interface TakenReceipt {
  readonly delivery: KnownDelivery;
  readonly reply: ReceiptReply;
  readonly arrived: ArrivedReply;
  readonly late: boolean;
  readonly moved: boolean;
}

/** Something a department said that has to be passed on; `original` is what it replies to. */
export interface OwnMessage {
  readonly original: KnownDelivery | null;
  readonly kind: MessageKind;
  readonly subject: string;
  readonly recipient: DepartmentRef | null;
  readonly body: Body;
  readonly arrivedAt: Date;
}

/** A delivery that moved, when, and by what. */
export interface Move {
  readonly deliveryId: string;
  readonly event: DeliveryEvent;
  readonly at: Date;
  readonly reason: string | null;
}

/** Everything a batch decides; nothing is written yet. */
export interface FoldedReplies {
  readonly verdicts: readonly Verdict[];
  readonly receipts: readonly TakenReceipt[];
  readonly moves: readonly Move[];
  readonly own: readonly OwnMessage[];
  /** Deliveries as they are afterwards; only those that changed. */
  readonly changed: readonly KnownDelivery[];
}

/** What an id was accepted for; nothing is known of the content of what came before that was kept. */
export interface UsedId {
  readonly digest: string | null;
  readonly said: string | null;
  readonly arrivedAt: Date;
  /** topic/partition@offset. */
  readonly position: string;
}

/** What the batch is judged by: the deliveries it speaks of, by message id, and the ids that were accepted before. */
export interface ReplyContext {
  readonly from: DepartmentRef;
  readonly topic: string;
  readonly partition: number;
  readonly known: ReadonlyMap<string, KnownDelivery>;
  readonly used: ReadonlyMap<string, UsedId>;
  /** Contents the department may attach, of those its messages name. */
  readonly attachable: ReadonlySet<string>;
  readonly rights: SenderRights;
}
