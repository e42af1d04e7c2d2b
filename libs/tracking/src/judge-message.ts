import {
  attachedDigests,
  foreignAttachment,
  kindRules,
  type DepartmentRef,
  type FaultCode,
  type MessageKind,
  type Party,
} from '#base/contracts';
import type { KnownDelivery } from './known-delivery.js';
import type { Body, DepartmentReply, Reply } from './read-reply.js';

/** What the judgement of a department's own message rests on; composed from the policy. */
export interface SenderRights {
  /** Which side the department stands on; null when the policy does not know it. */
  party(of: DepartmentRef): Party | null;
  /** Whether a memorandum binds the two, so that one may open a matter with the other. */
  mayTell(from: DepartmentRef, to: DepartmentRef): boolean;
}

/** Why a message is not passed on. */
export interface Objection {
  readonly outcome: 'not-allowed' | 'malformed';
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
