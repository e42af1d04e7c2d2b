import {
  brandAs,
  departmentName,
  eventType,
  kindRules,
  messageKinds,
  nestsDeep,
  type ConsumedMessage,
  type DepartmentRef,
  type FaultCode,
  type MessageKind,
  type ReceiptType,
  ownField,
} from '#base/contracts';
import { readEventHeaders, type IncomingEvent } from '#base/kafka';
import { checkMessageBody } from '#base/model';
import { cleaned, withCleanId } from './clean-reply.js';

export type Body = Readonly<Record<string, unknown>>;

/** Outcomes of a reply that is not accepted as it stands. */
export type Refusal =
  'unknown-message' | 'malformed' | 'wrong-department' | 'kind-unknown' | 'not-allowed' | 'id-reused';

/** A reply the hub will not act on, and why. */
export interface RefusedReply {
  readonly type: 'refused';
  readonly outcome: Refusal;
  readonly code: FaultCode;
  readonly field: string | null;
  readonly sentence: string;
  readonly eventId: string | null;
  readonly eventType: string | null;
  readonly messageId: string | null;
}

/** A fact about one message. */
export interface ReceiptReply {
  readonly type: 'receipt';
  readonly eventId: string;
  readonly eventType: string;
  readonly messageId: string;
  readonly statedSubject: string | null;
  readonly writtenAt: Date | null;
  readonly receipt: ReceiptType;
  readonly statedAt: Date;
  readonly statedBy: string | null;
  readonly reason: string | null;
  readonly answer: Body | null;
}

/** A department's own message; `messageId` is what it replies to, null when it opens a thread of its own. */
export interface DepartmentReply {
  readonly type: 'message';
  readonly eventId: string;
  readonly eventType: string;
  readonly messageId: string | null;
  readonly kind: MessageKind;
  readonly subject: string;
  /** What it says itself that it is about: `ce_subject`. */
  readonly statedSubject: string | null;
  /** When it says it was written: `ce_time`. */
  readonly writtenAt: Date | null;
  /** Whom it names as its recipient; null leaves that to the kind's rule. */
  readonly recipient: DepartmentRef | null;
  readonly body: Body;
}

export type Reply = RefusedReply | ReceiptReply | DepartmentReply;

const uuidForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Reads one message of a reply topic: CloudEvents headers, then the body by its kind's JSON Schema. Pure; never throws. */
export function readReply(message: ConsumedMessage, from: DepartmentRef): Reply {
  const { unreadable } = message;
  if (unreadable !== undefined)
    return refuse(null, 'malformed', 'HUB_BATCH_UNREADABLE', unreadable.sentence, null);
  const read = readEventHeaders(message.headers);
  if (read.outcome === 'malformed')
    return refuse(null, 'malformed', 'HUB_REPLY_MALFORMED', `${read.sentence}。`, read.header);
  const event = cleaned(read.event);
  if (!namesDepartment(event.source, from))
    return refuse(
      event,
      'wrong-department',
      'HUB_REPLY_WRONG_DEPARTMENT',
      `来文自称的部门与其主题不符，ce_source 应写成 ${departmentName(from)}。`,
      'ce_source',
    );
  if (event.inReplyTo !== null && !uuidForm.test(event.inReplyTo.toLowerCase()))
    return refuse(event, 'malformed', 'HUB_REPLY_MALFORMED', 'ce_inreplyto 不是消息编号。', 'ce_inreplyto');
  const kind = kindOf(event.type);
  if (kind === null)
    return refuse(
      event,
      'kind-unknown',
      'HUB_REPLY_KIND_UNKNOWN',
      '来文类别未知，请检查 ce_type。',
      'ce_type',
    );
  return readBody(message, event, kind);
}

function readBody(message: ConsumedMessage, event: IncomingEvent, kind: MessageKind | 'receipt'): Reply {
  const body = withCleanId(parse(message.value));
  if (body === null)
    return refuse(event, 'malformed', 'HUB_REPLY_MALFORMED', '消息体不是 UTF-8 编码的 JSON 对象。', null);
  const check = checkMessageBody(kind, body);
  if (!check.valid) return refuse(event, 'malformed', 'HUB_REPLY_MALFORMED', check.sentence, check.field);
  if (kind === 'receipt') return toReceipt(event, body);
  const recipient = readDepartment(event.recipient);
  if (recipient === null && event.recipient !== null)
    return refuse(
      event,
      'malformed',
      'HUB_REPLY_MALFORMED',
      'ce_recipient 应写成“行政区划.部门”。',
      'ce_recipient',
    );
  return {
    type: 'message',
    eventId: clean(event.id),
    eventType: event.type,
    messageId: event.inReplyTo?.toLowerCase() ?? null,
    kind,
    subject: clean(event.subject ?? message.key ?? event.id),
    ...statedBy(event),
    recipient,
    body,
  };
}

function toReceipt(event: IncomingEvent, body: Body): Reply {
  const statedAt = new Date(String(body['at']));
  // The schema lets a leap second through, which no Date can hold.
  if (Number.isNaN(statedAt.getTime()))
    return refuse(event, 'malformed', 'HUB_REPLY_MALFORMED', '字段 at 不是有效的时间。', 'at');
  const text = (name: string): string => clean(String(ownField(body, name)));
  const optional = (name: string): string | null => (ownField(body, name) === undefined ? null : text(name));
  const answer = body['answer'];
  const messageId = text('messageId').toLowerCase();
  if (event.inReplyTo !== null && event.inReplyTo.toLowerCase() !== messageId)
    return refuse(
      event,
      'malformed',
      'HUB_REPLY_MALFORMED',
      'ce_inreplyto 与消息体的 messageId 不是同一条消息。',
      'ce_inreplyto',
    );
  return {
    type: 'receipt',
    eventId: clean(event.id),
    eventType: event.type,
    messageId,
    ...statedBy(event),
    receipt: text('receipt') as ReceiptType,
    statedAt,
    statedBy: optional('by'),
    reason: optional('reason'),
    answer: isObject(answer) ? answer : null,
  };
}

function statedBy({ subject, time }: IncomingEvent): Pick<ReceiptReply, 'statedSubject' | 'writtenAt'> {
  return { statedSubject: subject === null ? null : clean(subject), writtenAt: time };
}

function refuse(
  event: IncomingEvent | null,
  outcome: Refusal,
  code: FaultCode,
  sentence: string,
  field: string | null,
): RefusedReply {
  return {
    type: 'refused',
    outcome,
    code,
    field: field === '' ? null : field,
    sentence,
    eventId: event === null ? null : clean(event.id),
    eventType: event === null ? null : clean(event.type),
    messageId: null,
  };
}

/** What only the hub says is no kind a department can write. */
const departmentKinds = messageKinds.filter((kind) =>
  kindRules[kind].senders.some((party) => party !== 'hub'),
);
const kindsByType = new Map<string, MessageKind | 'receipt'>(
  ([...departmentKinds, 'receipt'] as const).map((kind) => [eventType(kind), kind]),
);

function kindOf(type: string): MessageKind | 'receipt' | null {
  return kindsByType.get(type) ?? null;
}

const departmentForm = /(?<![0-9a-z.-])(\d{6})[./]([a-z][a-z0-9-]*)/g;

/** A source names the department whose topic this is, as `<region>.<department>` or within a URI, and no other. */
function namesDepartment(source: string, from: DepartmentRef): boolean {
  const named = Array.from(
    source.matchAll(departmentForm),
    ([, region, department]) => `${region}.${department}`,
  );
  return named.length > 0 && named.every((name) => name === departmentName(from));
}

/** `370800.zjj`, and nothing else. */
function readDepartment(text: string | null): DepartmentRef | null {
  const [, region, department] = /^(\d{6})\.([a-z][a-z0-9-]*)$/.exec(text ?? '') ?? [];
  if (region === undefined || department === undefined) return null;
  return { region: brandAs(region), department: brandAs(department) };
}

const decoder = new TextDecoder('utf-8', { fatal: true });

function parse(value: Buffer | null): Body | null {
  try {
    const body: unknown = JSON.parse(decoder.decode(value ?? Buffer.alloc(0)));
    return isObject(body) && !nestsDeep(body) ? body : null;
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** PostgreSQL text cannot hold NUL. */
function clean(text: string): string {
  return text.replaceAll('\u0000', '');
}
