import type { Command } from 'commander';
import {
  brandAs,
  caseResultTitles,
  caseStateTitles,
  everywhere,
  toCaseNumber,
  type PolicySnapshot,
  type Queryable,
  type RegionCode,
} from '#base/contracts';
import { openCalendar, type Calendar, type WorkingDays } from '#libs/calendar';
import { PolicyReader } from '#libs/catalogue';
import { readCase, type CaseLife, type CaseMessage, type FieldView, type RecordView } from '#libs/reporting';
import { readSupports, type SupportEntry } from '#libs/support';
import { caseLadder, ladderLines, type CaseLadder } from '../case-ladder.js';
import type { Desk } from '../desk.js';
import { breachText } from './breaches.js';
import { legalClocks, type LegalClock } from '../legal-clocks.js';
import { askedSupports, supportLine } from '../support/support-text.js';
import { table } from '../output/table.js';
import { limitText, timeText, titleOf } from '../words.js';

/** `hub case <number>`: the whole life of a case. */
export function addCase(program: Command, desk: Desk): void {
  program
    .command('case <办件编号>')
    .description('一个办件的一生：读到的行、记录与修订、消息、投递、回执、时限')
    .option('--fields', '列出每条记录的全部字段（个人信息已遮盖）')
    .addHelpText('after', '\n示例：\n  hub case 370800202603010001\n  hub case 370800202603010001 --fields')
    .action((number: string, options: { readonly fields?: true }) =>
      desk.withStore(async (store) => {
        const found = await readCase(store, toCaseNumber(number));
        if (found.length === 0)
          desk.fail(
            'HUB_NOT_FOUND',
            `没有办件 ${number}：请核对编号，或用 hub sources 确认其来源已读到最新。`,
            { number },
          );
        const { snapshot, calendar } = await new PolicyReader(store.database, desk.clock).current();
        const days = openCalendar(calendar);
        const asked = await supportsOf(store.database, toCaseNumber(number));
        const lives = found.map((life) => ({
          ...life,
          supports: asked.filter(({ source }) => (source ?? life.source) === life.source),
          clocks: legalClocks(
            life,
            daysOf(life, snapshot, days),
            desk.clock.now(),
            askedSupports(asked, life.source),
          ),
          climbs: life.messages.flatMap(({ ladders }) =>
            ladders.map((each) => caseLadder(each, snapshot, days)),
          ),
        }));
        desk.print(lives, () => lives.map((life) => caseText(life, options.fields === true)).join('\n\n'));
      }),
    );
}

/** A case is counted by the days of the service centre its approval bureau sits in. */
function daysOf({ status }: CaseLife, policy: PolicySnapshot, calendar: Calendar): WorkingDays {
  const region = brandAs<RegionCode>(status?.region ?? '');
  const bureau = policy.approvalBureau(region);
  return bureau === null ? calendar.forRegion(region) : calendar.forDepartment(bureau);
}

function supportsOf(database: Queryable, caseNumber: string): Promise<readonly SupportEntry[]> {
  const anywhere = {
    department: null,
    region: null,
    openOnly: false,
    overdueOnly: false,
    within: everywhere,
  };
  return readSupports(database, { ...anywhere, caseNumber, limit: 1_000 });
}

/** What was decided and when; a result its department has deleted since decides nothing any more. */
function resultText({ result, result_removed, decided_at }: NonNullable<CaseLife['status']>): string {
  if (result === null) return '';
  const decided = `${caseResultTitles[result]}（${timeText(decided_at)}）`;
  return result_removed ? `，办结记录已被部门删除，原为${decided}` : `，${decided}`;
}

/** A case with the clocks of its limits, of the support it waits for, and the ladders of its deadlines. */
interface TimedCase extends CaseLife {
  readonly supports: readonly SupportEntry[];
  readonly clocks: readonly LegalClock[];
  readonly climbs: readonly CaseLadder[];
}

function caseText(life: TimedCase, fields: boolean): string {
  const parts = [headline(life), rowTable(life), recordTable(life.records)];
  if (fields) parts.push(...life.records.map(fieldTable));
  if (life.findings.length > 0)
    parts.push(
      life.findings.map((each) => `疑点：${each.sentence}（${each.field}，${each.code}）`).join('\n'),
    );
  if (life.parked.length > 0) {
    parts.push(
      life.parked
        .map((each) => `隔离 ${each.id}：${each.sentence}（${each.code}，${titleOf(each.state)}）`)
        .join('\n'),
    );
  }
  if (life.breaches.length > 0) parts.push(life.breaches.map(breachText).join('\n'));
  parts.push(
    life.messages.length === 0
      ? '没有就此办件发出消息。'
      : life.messages.map((each) => messageText(each, life.climbs)).join('\n\n'),
  );
  return parts.join('\n\n');
}

function headline({ source, caseNumber, status, clocks, supports }: TimedCase): string {
  if (status === null) return `办件 ${caseNumber}（来源 ${source}）：全部记录都在隔离中。`;
  const result = resultText(status);
  const missing = status.missing.length === 0 ? '' : `，尚缺 ${status.missing.join('、')}`;
  const reason = status.route_reason === null ? '' : `：${status.route_reason}`;
  return [
    `办件 ${caseNumber}（来源 ${source}）`,
    `  事项：${status.item_name ?? '未知'}（${[...new Set(status.item_codes)].join('、') || '无编码'}）`,
    `  部门：${status.department_name ?? '未知'}，区划 ${status.region ?? '未知'}`,
    `  状态：${caseStateTitles[status.state]}${result}${missing}`,
    `  登记 ${timeText(status.applied_at)}，受理 ${timeText(status.accepted_at)}，承诺 ${timeText(status.promised_at)}`,
    ...clocks.map((clock) => `  ${clockText(clock)}`),
    ...supports.map((support) => `  ${supportLine(support)}`),
    `  推送：${titleOf(status.route)}${reason}`,
  ].join('\n');
}

const clockStates: Readonly<Record<LegalClock['state'], string>> = {
  running: '计时中',
  paused: '特别程序期间暂停计时',
  closed: '已办结',
};

function clockText({ limit, amount, unit, extendedBy, state, dueAt, year, overdue }: LegalClock): string {
  const title = limit === 'legal' ? '法定时限' : '承诺时限';
  const unknown = year === null ? '特别程序结束后才能确定期限' : `${year} 年尚无官方日历，无法确定期限`;
  const due = dueAt === null ? unknown : `应于 ${timeText(dueAt)} 前办结`;
  const more = extendedBy === 0 ? '' : `，批准延长${extendedBy}个工作日`;
  return `${title}（${limitText(`${amount} ${unit}`)}${more}）：${due}，${clockStates[state]}${overdue ? '，逾期' : ''}`;
}

function rowTable({ history }: CaseLife): string {
  const titles = ['读到时间', '类别', '行', '修订', '处理', '映射版本', '位点'].map((title) => ({ title }));
  return table(
    titles,
    history.map((each) => [
      timeText(each.seenAt),
      each.kind,
      each.rowKey,
      String(each.revision),
      titleOf(each.outcome) + (each.removed ? '（已删除）' : '') + correctedText(each),
      each.mappingVersion,
      `${each.topic}/${each.partition}@${each.offset}`,
    ]),
  );
}

function correctedText({ correctedBy, correctedFields }: CaseLife['history'][number]): string {
  return correctedBy === null ? '' : `（${correctedBy} 更正了 ${correctedFields}）`;
}

function recordTable(records: readonly RecordView[]): string {
  const titles = ['记录', '行', '修订', '标准', '字段数', '首次', '最近'].map((title) => ({ title }));
  return table(
    titles,
    records.map((each) => [
      each.title + (each.removed ? '（已删除）' : ''),
      each.rowKey,
      String(each.revision),
      `${each.standard} ${each.generation}`,
      String(each.fields.length),
      timeText(each.firstSeenAt),
      timeText(each.lastSeenAt),
    ]),
  );
}

function fieldTable(record: RecordView): string {
  const rows = record.fields.map((field) => [field.title, field.name, fieldText(field)]);
  return `${record.title} ${record.rowKey}\n${table([{ title: '字段' }, { title: '名称' }, { title: '值' }], rows)}`;
}

function fieldText({ type, value, meaning }: FieldView): string {
  if (type === 'instant') return timeText(value);
  return meaning === null ? value : `${value} ${meaning}`;
}

function messageText(message: CaseMessage, climbs: readonly CaseLadder[]): string {
  const change = message.change === null ? '' : `（${titleOf(message.change)}）`;
  const links = [
    ...(message.clause === null ? [] : [`条款 ${message.clause}`]),
    ...(message.supersedes === null ? [] : [`取代 ${message.supersedes}`]),
    ...(message.inReplyTo === null ? [] : [`答复 ${message.inReplyTo}`]),
    ...(message.returnReason === null ? [] : [`退回理由：${message.returnReason}`]),
  ];
  const state = titleOf(message.state) + (message.overdue ? '，逾期' : '');
  return [
    `消息 ${message.messageId} ${titleOf(message.kind)}${change}：${message.from} → ${message.to}，${state}`,
    ...(links.length === 0 ? [] : [`  ${links.join('，')}`]),
    `  ${timeText(message.createdAt)} 生成`,
    ...message.events.map((event) => `  ${eventText(event)}`),
    ...climbs
      .filter(({ deliveryId }) => deliveryId === message.deliveryId)
      .flatMap(ladderLines)
      .map((line) => `  ${line}`),
  ].join('\n');
}

function eventText({ event, at, subject, outcome, note }: CaseMessage['events'][number]): string {
  if (event === 'deadline') {
    const due = at === null ? '无法确定期限' : `应于 ${timeText(at)} 前`;
    return `时限：${due}${titleOf(subject).replace('已', '')}（${limitText(note)}），${titleOf(outcome)}`;
  }
  const details = note === null ? '' : `（${note}）`;
  return `${timeText(at)} ${titleOf(event)} ${event === 'attempt' ? subject : titleOf(subject)}，${titleOf(outcome)}${details}`;
}
