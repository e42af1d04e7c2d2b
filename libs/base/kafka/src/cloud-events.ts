import { receiptTypes, type MessageId, type ReceiptType } from '#base/contracts';

/** Written where a time limit falls into a year without an official calendar. */
export const noOfficialCalendar = 'no-official-calendar';

/** Header names of CloudEvents 1.0 binary mode, with the hub's extensions. */
export const eventHeaders = {
  specVersion: 'ce_specversion',
  id: 'ce_id',
  type: 'ce_type',
  source: 'ce_source',
  subject: 'ce_subject',
  time: 'ce_time',
  dataSchema: 'ce_dataschema',
  contentType: 'content-type',
  deadline: 'ce_deadline',
  receipt: 'ce_receipt',
  supersedes: 'ce_supersedes',
  inReplyTo: 'ce_inreplyto',
  recipient: 'ce_recipient',
  traceparent: 'traceparent',
} as const;

/** A message of the hub as typed values. `source` is a URI reference, `subject` what the message is about. */
export interface OutgoingEvent {
  readonly id: MessageId;
  readonly type: string;
  readonly source: string;
  readonly subject: string;
  readonly time: Date;
  readonly dataSchema: string;
  /** When the first receipt is due; null when none is owed. */
  readonly deadline: Date | typeof noOfficialCalendar | null;
  /** Receipts the recipient owes. */
  readonly receipts: readonly ReceiptType[];
  readonly supersedes: MessageId | null;
  readonly inReplyTo: MessageId | null;
  readonly traceparent: string | null;
}

/** What any CloudEvent carries when read; nothing but presence and form is checked, ids stay plain texts. */
export interface IncomingEvent {
  readonly id: string;
  readonly type: string;
  readonly source: string;
  readonly subject: string | null;
  readonly time: Date | null;
  readonly dataSchema: string | null;
  readonly deadline: Date | typeof noOfficialCalendar | null;
  readonly receipts: readonly ReceiptType[];
  readonly supersedes: string | null;
  readonly inReplyTo: string | null;
  /** The department a new matter is for, `<region>.<department>`; null leaves it to the kind's rule. */
  readonly recipient: string | null;
  readonly traceparent: string | null;
}

/** A malformed event is an expected outcome: the header at fault and one Chinese sentence. */
export type EventRead =
  | { readonly outcome: 'read'; readonly event: IncomingEvent }
  | { readonly outcome: 'malformed'; readonly header: string; readonly sentence: string };

/** Headers of a message; absent values leave no header behind. Instants are written in UTC. */
export function toEventHeaders(event: OutgoingEvent): Readonly<Record<string, string>> {
  const headers: Record<string, string | null> = {
    [eventHeaders.specVersion]: '1.0',
    [eventHeaders.id]: event.id,
    [eventHeaders.type]: event.type,
    [eventHeaders.source]: event.source,
    [eventHeaders.subject]: event.subject,
    [eventHeaders.time]: event.time.toISOString(),
    [eventHeaders.dataSchema]: event.dataSchema,
    [eventHeaders.contentType]: 'application/json; charset=utf-8',
    [eventHeaders.deadline]: event.deadline instanceof Date ? event.deadline.toISOString() : event.deadline,
    [eventHeaders.receipt]: event.receipts.length === 0 ? null : event.receipts.join(','),
    [eventHeaders.supersedes]: event.supersedes,
    [eventHeaders.inReplyTo]: event.inReplyTo,
    [eventHeaders.traceparent]: event.traceparent,
  };
  return Object.fromEntries(
    Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== null),
  );
}

/** Reads the headers of a message somebody else wrote. Header names may come in any case. */
export function readEventHeaders(given: Readonly<Record<string, string>>): EventRead {
  const headers = new Map(Object.entries(given).map(([name, value]) => [name.toLowerCase(), value.trim()]));
  const fault = findFault(headers);
  if (fault !== null) return { outcome: 'malformed', ...fault };
  const text = (name: string): string | null => headers.get(name) || null;
  const deadline = text(eventHeaders.deadline);
  return {
    outcome: 'read',
    event: {
      id: headers.get(eventHeaders.id) ?? '',
      type: headers.get(eventHeaders.type) ?? '',
      source: headers.get(eventHeaders.source) ?? '',
      subject: text(eventHeaders.subject),
      time: instant(text(eventHeaders.time)),
      dataSchema: text(eventHeaders.dataSchema),
      deadline: deadline === noOfficialCalendar ? deadline : instant(deadline),
      receipts: receiptTypes.filter((type) => receiptNames(headers).includes(type)),
      supersedes: text(eventHeaders.supersedes),
      inReplyTo: text(eventHeaders.inReplyTo),
      recipient: text(eventHeaders.recipient),
      traceparent: text(eventHeaders.traceparent),
    },
  };
}

type Headers = ReadonlyMap<string, string>;
type HeaderFault = { readonly header: string; readonly sentence: string };

const required = [eventHeaders.specVersion, eventHeaders.id, eventHeaders.type, eventHeaders.source];

function findFault(headers: Headers): HeaderFault | null {
  const absent = required.find((name) => !headers.get(name));
  if (absent !== undefined) return { header: absent, sentence: `消息头缺少 ${absent}` };
  if (headers.get(eventHeaders.specVersion) !== '1.0') {
    return { header: eventHeaders.specVersion, sentence: '只接受 CloudEvents 1.0，请检查 ce_specversion' };
  }
  if ((headers.get(eventHeaders.id) ?? '').length > 128) {
    return { header: eventHeaders.id, sentence: 'ce_id 超过 128 个字符' };
  }
  return findFormFault(headers);
}

function findFormFault(headers: Headers): HeaderFault | null {
  const mediaType = headers.get(eventHeaders.contentType)?.split(';')[0]?.trim().toLowerCase();
  if (mediaType !== undefined && mediaType !== '' && mediaType !== 'application/json') {
    return {
      header: eventHeaders.contentType,
      sentence: '消息体必须是 JSON（content-type: application/json）',
    };
  }
  const untimely = [eventHeaders.time, eventHeaders.deadline].find((name) => {
    const value = headers.get(name);
    return value && value !== noOfficialCalendar && instant(value) === null;
  });
  if (untimely !== undefined)
    return { header: untimely, sentence: `${untimely} 不是带时区的时间（RFC 3339）` };
  const stranger = receiptNames(headers).find((name) => !receiptTypes.some((type) => type === name));
  return stranger === undefined
    ? null
    : { header: eventHeaders.receipt, sentence: '回执类型未知，请检查 ce_receipt' };
}

function receiptNames(headers: Headers): readonly string[] {
  const names = (headers.get(eventHeaders.receipt) ?? '').split(',').map((name) => name.trim());
  return names.filter((name) => name !== '');
}

const rfc3339 = /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$/;

function instant(text: string | null): Date | null {
  if (text === null || !rfc3339.test(text)) return null;
  const at = new Date(text.replace(' ', 'T'));
  return Number.isNaN(at.getTime()) ? null : at;
}
