import { createHash } from 'node:crypto';
import { kindRules, type ReceiptType } from '#base/contracts';
import type { DepartmentReply, ReceiptReply } from './read-reply.js';

type ReadableReply = ReceiptReply | DepartmentReply;

const receiptTitles: Readonly<Record<ReceiptType, string>> = {
  received: '签收',
  claimed: '认领',
  returned: '退回',
  answered: '反馈',
};

/**
 * A digest of what a reply says. The order of fields and the white space are not part of it, nor is the time a receipt was written at: a sender
 * that tries again may stamp it anew, and still states the same.
 */
export function contentDigest(reply: ReadableReply): string {
  const { messageId, eventType } = reply;
  const said =
    reply.type === 'receipt'
      ? { receipt: reply.receipt, by: reply.statedBy, reason: reply.reason, answer: reply.answer }
      : { subject: messageId === null ? reply.subject : null, recipient: reply.recipient, body: reply.body };
  return createHash('sha256')
    .update(JSON.stringify(inOrder({ eventType, messageId, ...said })))
    .digest('base64url');
}

/** What a reply says in a few words, without anything its sender wrote freely. */
export function saidBriefly(reply: ReadableReply): string {
  const what =
    reply.type === 'receipt'
      ? `${receiptTitles[reply.receipt]} ${reply.receipt}`
      : `${kindRules[reply.kind].title} ${reply.kind}`;
  return reply.messageId === null ? what : `${what}，关于消息 ${reply.messageId}`;
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, held]): [string, unknown] => [name, inOrder(held)]);
  return entries.sort(([one], [other]) => (one < other ? -1 : 1));
}
