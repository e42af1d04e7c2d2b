import {
  beijingDay,
  beijingText,
  brandAs,
  departmentName,
  unregisteredDepartment,
  everywhere,
  foreignAttachment,
  HubError,
  kindRules,
  type CaseRef,
  type ContentOwner,
  type DepartmentRef,
  type ItemCode,
  type PartyBounds,
  type PlannedMessage,
  type PolicySnapshot,
  type Tx,
} from '#base/contracts';
import { checkMessageBody } from '#base/model';
import { attachable, writeAudit } from '#base/postgres';
import { bureausFor, type Audience } from './audience.js';
import type { DocumentParts, Outcome } from './document-parts.js';
import { keepFile, objectToFile, objectToRename, type IncomingFile } from './keep-file.js';
import { planLetter, type Letter, type LetterParts } from './plan-letter.js';
import type { Attachment } from './sql/insert-attachment.js';
import { lockDocument } from './sql/lock-document.js';
import { selectAttachment } from './sql/select-attachment.js';
import { selectDocumentBody } from './sql/select-document-body.js';
import { selectDocuments, type DocumentEntry, type DocumentFilter } from './sql/select-documents.js';
import { selectRecipients, type DocumentRecipient } from './sql/select-recipients.js';

/** What is to be published, by whom and to whom. The body is the kind's own, without audience and attachments. */
export interface Publication {
  readonly kind: DocumentEntry['kind'];
  readonly from: DepartmentRef;
  /** Departments named one by one, or the bureaus that regions and items concern. */
  readonly to: readonly DepartmentRef[] | Audience;
  readonly body: Readonly<Record<string, unknown>>;
  readonly files: readonly IncomingFile[];
  /** Contents uploaded before, by digest, each with the name it is to be known by. */
  readonly uploaded?: readonly Pick<Attachment, 'sha256' | 'name'>[];
  /** Whose uploads may be attached beside the publisher's own and what it was sent. */
  readonly uploader?: ContentOwner;
  /** Who is named one by one must be bound to the publisher by a memorandum, as in messages that departments send themselves. */
  readonly partnersOnly?: true;
  readonly about: CaseRef | null;
  readonly item: ItemCode | null;
  readonly by: string;
}

/** A document with its recipients. */
export interface DocumentView extends Pick<DocumentRecipient, 'kind' | 'publisher'> {
  readonly id: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly recipients: readonly DocumentRecipient[];
}

export type Published = Outcome<{ readonly id: string; readonly recipients: readonly string[] }>;
export type Reminded = Outcome<{ readonly reminded: readonly string[]; readonly spared: readonly string[] }>;

/** Where documents, meetings and requests for written opinions are published, signed for, answered and reminded of. */
export class DocumentsDesk {
  constructor(private readonly parts: DocumentParts) {}

  list(filter: DocumentFilter): Promise<readonly DocumentEntry[]> {
    return selectDocuments(this.parts.database, filter);
  }

  /** Each recipient with its sign-off and answer, as far as `within` reaches; empty where there is no such document there. */
  recipients(document: string, within: PartyBounds = everywhere): Promise<readonly DocumentRecipient[]> {
    return selectRecipients(this.parts.database, document, within);
  }

  /** What a document says, with its recipients as far as `within` reaches; null where there is no such document there. */
  async show(document: string, within: PartyBounds): Promise<DocumentView | null> {
    const recipients = await this.recipients(document, within);
    const [first] = recipients;
    if (first === undefined) return null;
    const { kind, publisher } = first;
    const body = await selectDocumentBody(this.parts.database, document);
    return { id: document, kind, publisher, body, recipients };
  }

  /** Sends one message to each recipient, with the kind's deadlines; files are kept first. Audited. */
  async publish(publication: Publication): Promise<Published> {
    const { kind, from, files, about, item, by } = publication;
    const { snapshot, planDeadline } = await this.parts.policy();
    const now = this.parts.clock.now();
    const to = recipientsOf(snapshot, publication, beijingDay(now));
    if (typeof to === 'string') return refused(to);
    const objection = this.#objection(publication);
    if (objection !== null) return refused(objection);
    const kept = await Promise.all(files.map((file) => keepFile(this.parts, file, { owner: from, by })));
    const plan: LetterParts = { planDeadline, newId: this.parts.newId, now };
    return this.parts.database.transaction(async (tx): Promise<Published> => {
      const attachments = await attachedTo(tx, publication, kept);
      const body = { ...bodyOf(publication), ...(attachments.length > 0 && { attachments }) };
      const letter: Letter = { kind, from, key: this.parts.newId(), about, item, body, inReplyTo: null };
      const messages = to.map((each) => planLetter(plan, letter, each));
      const id = messages.map((message): string => message.id).toSorted()[0] ?? '';
      await this.parts.writer.write(tx, messages);
      const detail = { kind, from: departmentName(from), recipients: to.length, files: attachments.length };
      await writeAudit(tx, { at: now, by, action: 'document.publish', subject: id, detail });
      return { done: true, id, recipients: to.map(departmentName) };
    });
  }

  /** Urges those that have not signed or answered, each at most once a day; audited. */
  async remind(document: string, by: string): Promise<Reminded> {
    const { planDeadline } = await this.parts.policy();
    const now = this.parts.clock.now();
    const plan: LetterParts = { planDeadline, newId: this.parts.newId, now };
    return this.parts.database.transaction(async (tx): Promise<Reminded> => {
      await lockDocument(tx, document);
      const all = await selectRecipients(tx, document, everywhere);
      if (all.length === 0) return refused('没有这份文件或通知，请用 hub documents 查看。');
      const owing = all.filter(({ nextDueAt, state }) => nextDueAt !== null && !over.has(state));
      const fresh = owing.filter(
        ({ urgedAt }) => urgedAt === null || beijingDay(urgedAt) !== beijingDay(now),
      );
      await this.parts.writer.write(
        tx,
        fresh.map((each) => urgeOf(plan, each)),
      );
      const detail = { reminded: fresh.length };
      await writeAudit(tx, { at: now, by, action: 'document.remind', subject: document, detail });
      const spared = owing.filter((each) => !fresh.includes(each));
      return { done: true, reminded: fresh.map(nameOf), spared: spared.map(nameOf) };
    });
  }

  #objection(publication: Publication): string | null {
    const { kind, files } = publication;
    const check = checkMessageBody(kind, bodyOf(publication));
    if (!check.valid) return check.sentence;
    const found = files.map((file) => objectToFile(file, this.parts.maxFileBytes));
    return found.find((objection) => objection !== null) ?? null;
  }
}

/** What the publication carries: the files kept just now, and contents uploaded before, as far as it may attach them; they stay until it ends. */
async function attachedTo(
  tx: Tx,
  { from, uploader, uploaded = [] }: Publication,
  kept: readonly Attachment[],
): Promise<readonly Attachment[]> {
  const owners = uploader === undefined ? [from] : [from, uploader];
  const digests = [...kept, ...uploaded].map(({ sha256 }) => sha256);
  const own = await attachable(tx, owners, digests);
  if (digests.some((digest) => !own.has(digest)))
    throw new HubError('HUB_ATTACHMENT_FOREIGN', foreignAttachment, { from: departmentName(from) });
  const named: Attachment[] = [...kept];
  for (const { sha256, name } of uploaded) {
    const known = await selectAttachment(tx, sha256);
    if (known === null || objectToRename(known, name))
      throw new HubError('HUB_ATTACHMENT_REFUSED', `附件 ${name} 的名称与内容的类型不符。`, { sha256 });
    named.push({ ...known, name });
  }
  return named;
}

const over: ReadonlySet<string> = new Set(['returned', 'cancelled']);

function recipientsOf(
  policy: PolicySnapshot,
  publication: Publication,
  day: string,
): readonly DepartmentRef[] | string {
  const { kind, from, to } = publication;
  const sender = policy.department(from);
  if (sender === null) return unregisteredDepartment(from);
  if (!kindRules[kind].senders.includes(sender.role))
    return `${sender.role === 'approval' ? '审批' : '监管'}部门不发送${kindRules[kind].title}。`;
  const recipients = 'regions' in to ? bureausFor(policy, from, to, day) : to;
  if (publication.partnersOnly === true && !('regions' in to)) {
    const stranger = to.find((each) => !policy.partners(from, each));
    if (stranger !== undefined) return `与 ${departmentName(stranger)} 之间没有有效的审管衔接备忘录。`;
  }
  const unknown = recipients.find((each) => policy.department(each) === null);
  if (unknown !== undefined) return unregisteredDepartment(unknown);
  return recipients.length === 0 ? '所列区划和事项不涉及任何行政审批服务局。' : recipients;
}

function bodyOf({ kind, to, body }: Publication): PlannedMessage['body'] {
  if (!('regions' in to) || kind === 'written-opinion-request') return body;
  const { regions, items } = to;
  return { ...body, ...(regions.length > 0 && { regions }), ...(items.length > 0 && { items }) };
}

function urgeOf(plan: LetterParts, recipient: DocumentRecipient): PlannedMessage {
  const { messageId, kind, publisher, key, receivedAt, nextDueAt } = recipient;
  const [region = '', department = ''] = publisher.split('.');
  const expects = receivedAt === null ? 'received' : 'answered';
  const dueAt = beijingText(nextDueAt ?? plan.now);
  const what = expects === 'received' ? '签收' : '答复';
  return planLetter(
    plan,
    {
      kind: 'urge',
      from: { region: brandAs(region), department: brandAs(department) },
      key,
      about: null,
      item: null,
      body: {
        about: { messageId, kind, source: null, caseNumber: null, item: null },
        expects: [expects],
        dueAt,
        sentence: `请尽快${what}：应于 ${dueAt.slice(0, 10)} 前${what}。`,
      },
      inReplyTo: brandAs(messageId),
    },
    { region: brandAs(recipient.region), department: brandAs(recipient.department) },
  );
}

function nameOf({ region, department }: DocumentRecipient): string {
  return `${region}.${department}`;
}

function refused(sentence: string): { readonly done: false; readonly sentence: string } {
  return { done: false, sentence };
}
