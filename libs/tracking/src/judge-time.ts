import { beijingDay, beijingText, ownField, type FaultCode } from '#base/contracts';
import type { Objection } from './judge-message.js';
import type { KnownDelivery } from './known-delivery.js';
import type { Body, DepartmentReply, ReceiptReply } from './read-reply.js';

/** How far a department's clock may be from the hub's. */
const clockToleranceMs = 10 * 60_000;

/** Fields that say on which day something was done. */
const daysOfFacts: readonly string[] = ['inspectedOn', 'decidedOn'];

const code: FaultCode = 'HUB_REPLY_TIME_IMPOSSIBLE';

/** Whether the reply states a time that cannot be: after it arrived, or before the message it speaks of was written. Null: it does not. */
export function objectToTimes(
  reply: ReceiptReply | DepartmentReply,
  delivery: KnownDelivery | null,
  arrivedAt: Date,
): Objection | null {
  const latest = new Date(arrivedAt.getTime() + clockToleranceMs);
  if (reply.writtenAt !== null && reply.writtenAt > latest) return ahead('ce_time', arrivedAt);
  if (reply.type === 'message') return futureDay(reply.body, '', latest, arrivedAt);
  if (reply.statedAt > latest) return ahead('at', arrivedAt);
  if (delivery !== null && reply.statedAt.getTime() < delivery.createdAt.getTime() - clockToleranceMs)
    return impossible('at', `早于所指消息的发出时间 ${beijingText(delivery.createdAt)}`);
  return futureDay(reply.answer ?? {}, 'answer.', latest, arrivedAt);
}

function futureDay(body: Body, within: string, latest: Date, arrivedAt: Date): Objection | null {
  const day = daysOfFacts.find((name) => {
    const stated = ownField(body, name);
    return typeof stated === 'string' && stated > beijingDay(latest);
  });
  return day === undefined ? null : ahead(`${within}${day}`, arrivedAt);
}

function ahead(field: string, arrivedAt: Date): Objection {
  return impossible(field, `晚于枢纽收到它的时间 ${beijingText(arrivedAt)}`);
}

function impossible(field: string, why: string): Objection {
  const sentence = `字段 ${field} 的时间${why}，不可能属实；请核对本机时钟与时区后更正重发。`;
  return { outcome: 'malformed', code, field, sentence };
}
