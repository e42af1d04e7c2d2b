import type { ParkedDetail, ParkedEntry, ParkedGroup } from '#libs/reporting';
import { table } from '../output/table.js';
import { causeText, ownerText, timeText, titleOf } from '../words.js';

/** Parked records as a list; `limit` tells whether there may be more. */
export function listText(entries: readonly ParkedEntry[], limit: number): string {
  if (entries.length === 0) return '没有隔离的记录。';
  const rows = entries.map((each) => [
    each.id,
    each.source,
    each.caseNumber ?? '',
    each.field ?? '',
    each.code,
    each.sentence,
  ]);
  const titles = ['来源', '办件编号', '字段', '代码', '原因'].map((title) => ({ title }));
  const more =
    entries.length < limit ? [] : ['', `可能还有：加上 --after ${entries.at(-1)?.id ?? ''} 继续。`];
  return [table([{ title: '编号', right: true }, ...titles], rows), ...more].join('\n');
}

/** What failed alike, by the number of records. */
export function groupsText(groups: readonly ParkedGroup[]): string {
  if (groups.length === 0) return '没有隔离的记录。';
  const titles = ['环节', '来源', '数据流', '字段', '代码', '由谁处理', '最早', '样本', '原因'];
  const rows = groups.map((each) => [
    each.group,
    String(each.count),
    causeText(each.cause),
    each.source,
    each.stream ?? '',
    each.field ?? '',
    each.code,
    ownerText(each.owner.role, each.owner.name ?? each.owner.department),
    timeText(each.oldest),
    each.sample,
    each.sentences === 1
      ? each.sentence
      : `${each.sentence}（${each.alike} 条如此，另有 ${each.sentences - 1} 种）`,
  ]);
  return [
    table([{ title: '组' }, { title: '条数', right: true }, ...titles.map((title) => ({ title }))], rows),
    '',
    '放行一组：hub parked retry --group <组>；查看样本：hub parked show <样本>。',
  ].join('\n');
}

/** One record with its content, and with the content as it was read where a person corrected it. */
export function detailText(detail: ParkedDetail): string {
  const place = detail.topic === null ? '' : `${detail.topic}/${detail.partition}@${detail.offset}`;
  const facts = [
    ['编号', detail.id],
    ['状态', titleOf(detail.state)],
    ['原因', `${detail.sentence}（${detail.code}，${causeText(detail.cause)}）`],
    ['字段', detail.field ?? '整条记录'],
    ['来源', `${detail.source} ${detail.stream ?? ''}`],
    ['办件编号', detail.caseNumber ?? ''],
    ['位点', place],
    ['隔离时间', `${timeText(detail.parkedAt)}，已重试 ${detail.attempts} 次`],
    ...(detail.settledBy === null
      ? []
      : [['处理', [detail.settledBy, detail.reason ?? ''].join(' ').trim()]]),
    ...(detail.correctedAt === null
      ? []
      : [
          [
            '更正',
            `${detail.correctedBy} 于 ${timeText(detail.correctedAt)} 更正了 ${detail.correctedFields}`,
          ],
        ]),
  ];
  return `${facts.map(([title, value]) => `${title}：${value}`).join('\n')}\n\n${contentText(detail)}`;
}

function contentText({ record, original }: ParkedDetail): string {
  if (record === null) return '原始内容不是 JSON 对象，不显示。';
  const shown = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
  const rows = Object.entries(record).map(([column, value]) => [
    column,
    shown(value),
    ...(original === null ? [] : [shown(original[column] ?? null)]),
  ]);
  const was = original === null ? [] : [{ title: '更正前' }];
  return table([{ title: '列' }, { title: '值' }, ...was], rows);
}

/** What a retry came to. */
export function retryText(entries: readonly ParkedEntry[], unsolved: readonly ParkedEntry[]): string {
  if (entries.length === 0) return '没有可重试的记录（回执类须由部门更正后重新发送，读取类恢复后自行消除）。';
  const lines = unsolved.slice(0, mostLines).map((each) => unsolvedText(each));
  const more = unsolved.length > mostLines ? [`另有 ${unsolved.length - mostLines} 条未列出。`] : [];
  return [
    `已放行 ${entries.length - unsolved.length} 条，未放行 ${unsolved.length} 条。`,
    ...lines,
    ...more,
  ].join('\n');
}

const mostLines = 50;

function unsolvedText({ id, state, cause, sentence }: ParkedEntry): string {
  if (state === 'releasing') return `${id}：归一进程尚未处理，请确认它在运行。`;
  if (cause === 'publish') return `${id}：已催促立即重新投递，${sentence}`;
  return `${id}：仍被隔离，${sentence}`;
}
