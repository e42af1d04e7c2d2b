import { deliveryTitles, kindTitle } from '#libs/reporting';
import type { DocumentEntry, DocumentRecipient } from '#libs/documents';
import { table } from '../output/table.js';
import { timeText, titleOf } from '../words.js';

/** Documents as a table. */
export function documentTable(documents: readonly DocumentEntry[]): string {
  const words = ['编号', '类别', '发出部门', '标题', '文号', '发出时间', '答复期限'];
  const figures = ['附件', '收件', '已阅', '已答复', '逾期'];
  return table(
    [...words.map((title) => ({ title })), ...figures.map((title) => ({ title, right: true as const }))],
    documents.map((each) => [
      each.id,
      kindTitle(each.kind) ?? each.kind,
      each.publisher,
      each.title,
      each.documentNumber ?? '',
      timeText(each.publishedAt),
      each.dueAt === null ? '' : timeText(each.dueAt),
      ...[each.attachments, each.recipients, each.read, each.answered, each.overdue].map(String),
    ]),
  );
}

/** Recipients as a table: signed or not, and what they answered. */
export function recipientTable(recipients: readonly DocumentRecipient[]): string {
  const titles = ['收件部门', '名称', '状态', '签收时间', '答复', '催办'];
  return table(
    titles.map((title) => ({ title })),
    recipients.map((each) => [
      `${each.region}.${each.department}`,
      each.name ?? '',
      stateText(each),
      timeText(each.receivedAt),
      each.reply === null ? '' : replyText(each.reply),
      each.urges === 0 ? '' : `${each.urges} 次，最近 ${timeText(each.urgedAt)}`,
    ]),
  );
}

function stateText({ state, overdue }: DocumentRecipient): string {
  return `${Object.hasOwn(deliveryTitles, state) ? titleOf(state) : state}${overdue ? '，逾期' : ''}`;
}

const conclusions: Readonly<Record<string, string>> = {
  CONFIRMED: '予以认证',
  EXPLAINED: '作出说明',
  REFUSED: '不予认证',
};

function replyText(reply: Readonly<Record<string, unknown>>): string {
  const text = (name: string): string => (typeof reply[name] === 'string' ? reply[name] : '');
  if (typeof reply['attending'] !== 'boolean')
    return [conclusions[text('conclusion')] ?? '', text('documentNumber'), text('opinion')].join(' ').trim();
  const people = typeof reply['attendees'] === 'number' ? ` ${reply['attendees']} 人` : '';
  return `${reply['attending'] ? `参加${people}` : '不参加'} ${text('reply')}`.trim();
}
