import {
  attachedDigests,
  foreignAttachment,
  kindRules,
  toCaseNumber,
  type DepartmentRef,
  type FaultCode,
  type MessageKind,
  type Party,
} from '#base/contracts';
import { sameDepartment, type KnownDelivery } from './known-delivery.js';
import type { Body, DepartmentReply, ReceiptReply, RefusedReply, Reply } from './read-reply.js';

/** What the judgement of a department's own message rests on; composed from the policy. */
export interface SenderRights {
  /** Which side the department stands on; null when the policy does not know it. */
  party(of: DepartmentRef): Party | null;
  /** Whether a memorandum binds the two, so that one may open a matter with the other. */
  mayTell(from: DepartmentRef, to: DepartmentRef): boolean;
}

/** Why a message is not passed on. */
export interface Objection {
  readonly outcome: RefusedReply['outcome'];
  readonly code: FaultCode;
  readonly field: string | null;
  readonly sentence: string;
}

const sides: Readonly<Record<Party, string>> = { approval: '审批部门', supervision: '监管部门', hub: '枢纽' };

/** Whether the department may say this, to whom it says it. Null: it may. Deny by default. */
export function objectTo(
  reply: DepartmentReply,
  original: KnownDelivery | null,
  from: DepartmentRef,
  rights: SenderRights,
): Objection | null {
  const rule = kindRules[reply.kind];
  const party = rights.party(from);
  if (party === null || !rule.senders.includes(party))
    return denied(
      'ce_type',
      `${rule.title}不能由${party === null ? '政策中没有的部门' : sides[party]}发送。`,
    );
  return original === null ? objectToNew(reply, party, from, rights) : null;
}

/** A new matter is no answer, and goes to a department the sender is bound to. */
function objectToNew(
  { kind, body, recipient }: DepartmentReply,
  party: Party,
  from: DepartmentRef,
  rights: SenderRights,
): Objection | null {
  const rule = kindRules[kind];
  if (!rule.opens || isAnswer(body))
    return malformed('ce_inreplyto', `${rule.title}是答复，须以 ce_inreplyto 指明所答消息。`);
  if (recipient !== null)
    return rights.mayTell(from, recipient)
      ? null
      : denied('ce_recipient', '与所指收件部门之间没有有效的审管衔接备忘录。');
  return rule.addressed === 'named' || party === 'approval'
    ? malformed('ce_recipient', `${rule.title}须以 ce_recipient 指明收件部门（行政区划.部门）。`)
    : null;
}

/** A reply to a message speaks of one that exists and was sent to this department. Null: it does, or replies to none. */
export function objectToAddress(
  reply: ReceiptReply | DepartmentReply,
  original: KnownDelivery | null,
  from: DepartmentRef,
): Objection | null {
  if (reply.messageId === null) return null;
  const field = reply.type === 'receipt' ? 'messageId' : 'ce_inreplyto';
  if (original === null)
    return {
      outcome: 'unknown-message',
      code: 'HUB_REPLY_UNKNOWN_MESSAGE',
      field,
      sentence: '所指消息在枢纽中不存在。',
    };
  if (sameDepartment(original.to, from)) return null;
  return {
    outcome: 'wrong-department',
    code: 'HUB_REPLY_WRONG_DEPARTMENT',
    field,
    sentence: '所指消息不是发给该部门的。',
  };
}

/** A reply that names what it is about names the key of the message it replies to, or that message. Null: it does, or names nothing. */
export function objectToSubject(
  { statedSubject }: ReceiptReply | DepartmentReply,
  original: KnownDelivery | null,
): Objection | null {
  if (original === null || statedSubject === null) return null;
  const fits =
    toCaseNumber(statedSubject) === toCaseNumber(original.key) ||
    statedSubject.toLowerCase() === original.messageId;
  return fits
    ? null
    : malformed(
        'ce_subject',
        'ce_subject 与所指消息的办件编号（或线索编号）不一致，请核对所答的是哪一条消息。',
      );
}

/** What a reply says that is passed on: its own body, or the findings of a receipt. */
export function saidIn(reply: Reply): Body {
  if (reply.type === 'refused') return {};
  return reply.type === 'message' ? reply.body : (reply.answer ?? {});
}

/** Whether the department may attach what it attaches, given what it may attach. Null: it may. Deny by default. */
export function objectToAttached(reply: Reply, attachable: ReadonlySet<string>): Objection | null {
  if (attachedDigests(saidIn(reply)).every((digest) => attachable.has(digest))) return null;
  const field = reply.type === 'receipt' ? 'answer.attachments' : 'attachments';
  return { outcome: 'not-allowed', code: 'HUB_ATTACHMENT_FOREIGN', field, sentence: foreignAttachment };
}

/** Whether the message answers what it replies to, and so moves it: a technical support that is only scheduled or extended does not. */
export function answersOriginal(original: MessageKind, kind: MessageKind, body: Body): boolean {
  if (!kindRules[original].answers.includes(kind)) return false;
  return kind !== 'tech-support-result' || body['stage'] === 'COMPLETED' || body['stage'] === 'DECLINED';
}

/** Kinds that are both question and answer tell the two apart by their fields. */
function isAnswer(body: Body): boolean {
  return body['reply'] !== undefined || body['attending'] !== undefined;
}

function denied(field: string, sentence: string): Objection {
  return { outcome: 'not-allowed', code: 'HUB_REPLY_NOT_ALLOWED', field, sentence };
}

function malformed(field: string, sentence: string): Objection {
  return { outcome: 'malformed', code: 'HUB_REPLY_MALFORMED', field, sentence };
}
