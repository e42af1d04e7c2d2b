import {
  departmentName,
  moveDelivery,
  owes,
  type ConsumedMessage,
  type DeliveryEvent,
  type DepartmentRef,
  type FaultCode,
  type MessageKind,
  type ReceiptType,
} from '#base/contracts';
import {
  answersOriginal,
  objectTo,
  objectToAttached,
  type Objection,
  type SenderRights,
} from './judge-message.js';
import { sameDepartment, type KnownDelivery } from './known-delivery.js';
import { cancelDeadline, isLate, meetDeadline } from './meet-deadline.js';
import type { Body, DepartmentReply, ReceiptReply, RefusedReply, Reply } from './read-reply.js';

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

/** What the batch is judged by: the deliveries it speaks of, by message id, and the ids that were accepted before. */
export interface ReplyContext {
  readonly from: DepartmentRef;
  readonly topic: string;
  readonly partition: number;
  readonly known: ReadonlyMap<string, KnownDelivery>;
  readonly used: ReadonlySet<string>;
  /** Contents the department may attach, of those its messages name. */
  readonly attachable: ReadonlySet<string>;
  readonly rights: SenderRights;
}

/** The id by which a department's event is known; unreadable ones go by their position. */
export function dedupeOf(from: DepartmentRef, eventId: string): string {
  return `${departmentName(from)}/${eventId}`;
}

/** Decides a batch in order, each message on the state the ones before it left. Pure. */
export function foldReplies(context: ReplyContext, arrived: readonly ArrivedReply[]): FoldedReplies {
  const fold = new Fold(context);
  for (const one of arrived) fold.take(one);
  return fold.result();
}

class Fold {
  readonly #context: ReplyContext;
  readonly #used: Set<string>;
  readonly #now = new Map<string, KnownDelivery>();
  readonly #verdicts: Verdict[] = [];
  readonly #receipts: TakenReceipt[] = [];
  readonly #moves: Move[] = [];
  readonly #own: OwnMessage[] = [];

  constructor(context: ReplyContext) {
    this.#context = context;
    this.#used = new Set(context.used);
  }

  take(arrived: ArrivedReply): void {
    const { reply } = arrived;
    if (reply.type === 'refused') return this.#refuse(arrived, reply.outcome, reply.code, reply.sentence);
    if (this.#used.has(dedupeOf(this.#context.from, reply.eventId)))
      return this.#judge(arrived, 'repeated', null, null);
    const delivery = reply.messageId === null ? null : this.#find(reply.messageId);
    if (delivery === null && reply.messageId !== null)
      return this.#refuse(
        arrived,
        'unknown-message',
        'HUB_REPLY_UNKNOWN_MESSAGE',
        '所指消息在枢纽中不存在。',
      );
    if (delivery !== null && !sameDepartment(delivery.to, this.#context.from))
      return this.#refuse(
        arrived,
        'wrong-department',
        'HUB_REPLY_WRONG_DEPARTMENT',
        '所指消息不是发给该部门的。',
      );
    const objection = this.#objection(reply, delivery);
    if (objection !== null)
      return this.#judge(arrived, objection.outcome, objection.code, objection.sentence, objection.field);
    const late =
      reply.type === 'receipt'
        ? this.#takeReceipt(arrived, reply, delivery)
        : this.#takeMessage(arrived, reply, delivery);
    this.#accept(arrived, late);
  }

  #objection(reply: ReceiptReply | DepartmentReply, delivery: KnownDelivery | null): Objection | null {
    const { from, rights, attachable } = this.#context;
    const objection = reply.type === 'message' ? objectTo(reply, delivery, from, rights) : null;
    return objection ?? objectToAttached(reply, attachable);
  }

  result(): FoldedReplies {
    return {
      verdicts: this.#verdicts,
      receipts: this.#receipts,
      moves: this.#moves,
      own: this.#own,
      changed: [...this.#now.values()],
    };
  }

  #takeReceipt(arrived: ArrivedReply, reply: ReceiptReply, delivery: KnownDelivery | null): boolean {
    if (delivery === null) return false;
    const { late, moved } = this.#apply(delivery, reply.receipt, arrived.arrivedAt, reply.reason);
    this.#receipts.push({ delivery, reply, arrived, late, moved });
    if (reply.answer !== null) this.#passOn(delivery, 'check-result', reply.answer, arrived.arrivedAt);
    if (delivery.inReplyTo !== null && reply.receipt !== 'returned')
      this.#close(delivery.inReplyTo, arrived.arrivedAt);
    return late;
  }

  #takeMessage(arrived: ArrivedReply, reply: DepartmentReply, delivery: KnownDelivery | null): boolean {
    if (delivery !== null) this.#passOn(delivery, reply.kind, reply.body, arrived.arrivedAt);
    else this.#own.push({ ...reply, original: null, arrivedAt: arrived.arrivedAt });
    if (delivery === null || !answersOriginal(delivery.kind, reply.kind, reply.body)) return false;
    return this.#apply(delivery, 'answered', arrived.arrivedAt, null).late;
  }

  #passOn(original: KnownDelivery, kind: MessageKind, body: Body, arrivedAt: Date): void {
    this.#own.push({ original, kind, subject: original.key, recipient: null, body, arrivedAt });
  }

  /** The answer was acknowledged by whoever asked: the original is done. */
  #close(messageId: string, at: Date): void {
    const original = this.#find(messageId);
    if (original !== null) this.#move(original, 'closed', at, null);
  }

  #apply(delivery: KnownDelivery, event: ReceiptType, at: Date, reason: string | null) {
    const moved = this.#move(delivery, event, at, reason);
    const current = this.#find(delivery.messageId) ?? delivery;
    if (!owes(delivery.state)) return { late: false, moved };
    let late = false;
    const deadlines = current.deadlines.map((deadline) => {
      const met = meetDeadline(deadline, event, at);
      if (met !== null) late ||= isLate(met);
      const after = met ?? deadline;
      return event === 'returned' && moved ? (cancelDeadline(after) ?? after) : after;
    });
    this.#now.set(delivery.messageId, { ...current, deadlines });
    return { late, moved };
  }

  #move(delivery: KnownDelivery, event: DeliveryEvent, at: Date, reason: string | null): boolean {
    const { state, moved } = moveDelivery(delivery.state, event);
    if (!moved) return false;
    this.#now.set(delivery.messageId, { ...delivery, state });
    this.#moves.push({ deliveryId: delivery.deliveryId, event, at, reason });
    return true;
  }

  #find(messageId: string): KnownDelivery | null {
    return this.#now.get(messageId) ?? this.#context.known.get(messageId) ?? null;
  }

  #accept(arrived: ArrivedReply, late: boolean): void {
    this.#judge(arrived, late ? 'late' : 'accepted', null, null);
  }

  #refuse(arrived: ArrivedReply, outcome: ReplyOutcome, code: FaultCode, sentence: string): void {
    this.#judge(arrived, outcome, code, sentence);
  }

  #judge(
    arrived: ArrivedReply,
    outcome: ReplyOutcome,
    code: FaultCode | null,
    sentence: string | null,
    objected: string | null = null,
  ): void {
    const { from, topic, partition } = this.#context;
    const { reply, message } = arrived;
    const field = reply.type === 'refused' ? reply.field : objected;
    const dedupe =
      reply.eventId === null ? `${topic}/${partition}/${message.offset}` : dedupeOf(from, reply.eventId);
    if (outcome === 'accepted' || outcome === 'late') this.#used.add(dedupe);
    this.#verdicts.push({ ...arrived, dedupe, outcome, code, field, sentence });
  }
}
