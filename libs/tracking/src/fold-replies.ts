import {
  beijingText,
  departmentName,
  moveDelivery,
  owes,
  type DeliveryEvent,
  type DepartmentRef,
  type MessageKind,
  type ReceiptType,
} from '#base/contracts';
import {
  answersOriginal,
  objectTo,
  objectToAddress,
  objectToAttached,
  objectToSubject,
  type Objection,
} from './judge-message.js';
import type {
  ArrivedReply,
  FoldedReplies,
  Move,
  OwnMessage,
  ReplyContext,
  ReplyOutcome,
  TakenReceipt,
  UsedId,
  Verdict,
} from './folded-replies.js';
import type { KnownDelivery } from './known-delivery.js';
import { objectToTimes } from './judge-time.js';
import { cancelDeadline, isLate, meetDeadline } from './meet-deadline.js';
import { contentDigest, saidBriefly } from './reply-content.js';
import type { Body, DepartmentReply, ReceiptReply } from './read-reply.js';

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

type Why = Pick<Verdict, 'code' | 'field' | 'sentence'>;

const noFault: Why = { code: null, field: null, sentence: null };
const noContent = { digest: null, said: null } as const;

class Fold {
  readonly #context: ReplyContext;
  readonly #used: Map<string, UsedId>;
  readonly #now = new Map<string, KnownDelivery>();
  readonly #verdicts: Verdict[] = [];
  readonly #receipts: TakenReceipt[] = [];
  readonly #moves: Move[] = [];
  readonly #own: OwnMessage[] = [];

  constructor(context: ReplyContext) {
    this.#context = context;
    this.#used = new Map(context.used);
  }

  take(arrived: ArrivedReply): void {
    const { reply } = arrived;
    if (reply.type === 'refused') return this.#refuse(arrived, reply);
    const used = this.#used.get(dedupeOf(this.#context.from, reply.eventId));
    if (used !== undefined) return this.#meetUsed(arrived, reply, used);
    const delivery = reply.messageId === null ? null : this.#find(reply.messageId);
    const objection = this.#objection(reply, delivery, arrived.arrivedAt);
    if (objection !== null) return this.#refuse(arrived, objection);
    const late =
      reply.type === 'receipt'
        ? this.#takeReceipt(arrived, reply, delivery)
        : this.#takeMessage(arrived, reply, delivery);
    this.#accept(arrived, late);
  }

  /** The same again is a repeat; anything else would be lost silently behind it. */
  #meetUsed(arrived: ArrivedReply, reply: ReceiptReply | DepartmentReply, used: UsedId): void {
    if (used.digest === null || used.digest === contentDigest(reply)) return this.#judge(arrived, 'repeated');
    const first = `${beijingText(used.arrivedAt)} 收到的“${used.said ?? ''}”（位点 ${used.position}）`;
    const sentence = `来文编号 ce_id 已用于${first}，这一份“${saidBriefly(reply)}”内容不同，未受理；请换用新的 ce_id 重新发送。`;
    this.#refuse(arrived, { outcome: 'id-reused', code: 'HUB_REPLY_ID_REUSED', field: 'ce_id', sentence });
  }

  #objection(
    reply: ReceiptReply | DepartmentReply,
    delivery: KnownDelivery | null,
    arrivedAt: Date,
  ): Objection | null {
    const { from, rights, attachable } = this.#context;
    return (
      objectToAddress(reply, delivery, from) ??
      (reply.type === 'message' ? objectTo(reply, delivery, from, rights) : null) ??
      objectToSubject(reply, delivery) ??
      objectToTimes(reply, delivery, arrivedAt) ??
      objectToAttached(reply, attachable)
    );
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
    this.#judge(arrived, late ? 'late' : 'accepted');
  }

  #refuse(arrived: ArrivedReply, { outcome, code, field, sentence }: Objection): void {
    this.#judge(arrived, outcome, { code, field, sentence });
  }

  #judge(arrived: ArrivedReply, outcome: ReplyOutcome, why: Why = noFault): void {
    const { from, topic, partition } = this.#context;
    const { reply, message } = arrived;
    const dedupe =
      reply.eventId === null ? `${topic}/${partition}/${message.offset}` : dedupeOf(from, reply.eventId);
    const content =
      reply.type === 'refused' ? noContent : { digest: contentDigest(reply), said: saidBriefly(reply) };
    const verdict = { ...arrived, dedupe, ...content, outcome, ...why };
    if (outcome === 'accepted' || outcome === 'late')
      this.#used.set(dedupe, {
        ...content,
        arrivedAt: arrived.arrivedAt,
        position: `${topic}/${partition}@${message.offset}`,
      });
    this.#verdicts.push(verdict);
  }
}
