import type { Preview, PreviewCase, PreviewRow, PreviewTelling, RowVerdict } from '#libs/operating';
import { table } from '../output/table.js';
import { limitText, timeText, titleOf } from '../words.js';

const verdicts: Readonly<Record<RowVerdict, string>> = {
  insert: '新增',
  update: '更新',
  conflict: '同版改动',
  unchanged: '不变',
  older: '旧版，仅存档',
  rejected: '拒收',
};

const outcomes: Readonly<Record<PreviewCase['outcome'], string>> = {
  messages: '告知',
  nobody: '无须告知',
  parked: '隔离',
  waiting: '等待补齐',
  nothing: '无消息',
};

/** A preview as tables; with `detail` every row as read beside its fields. */
export function previewText(preview: Preview, detail: boolean): string {
  const { source, name, connector, standard, generation, rowsPerStream, definition, policy } = preview;
  const head = [
    `${source} ${name}（${connector}，${standard} ${generation} 代）`,
    `预览：每个数据流最多 ${rowsPerStream} 行真实数据，只读，未写入任何地方；个人信息已遮盖。`,
    `定义 ${definition}，政策 ${policy}，读取时间 ${timeText(preview.at)}。`,
  ];
  const parts = [
    head.join('\n'),
    preview.rows.length === 0 ? '没有读到任何行。' : rowTable(preview.rows),
    ...(detail ? preview.rows.map(rowDetail) : []),
    caseTable(preview.cases),
    closing(preview),
  ];
  return parts.join('\n\n');
}

function rowTable(rows: readonly PreviewRow[]): string {
  const titles = ['数据流', '办件编号', '结论'].map((title) => ({ title }));
  return table(
    [
      ...titles,
      { title: '修订', right: true },
      { title: '原始列', right: true },
      { title: '统一字段', right: true },
      { title: '说明' },
    ],
    rows.map((row) => [
      row.stream,
      row.caseNumber,
      verdicts[row.verdict],
      row.revision === null ? '' : String(row.revision),
      String(Object.keys(row.raw ?? {}).length),
      String(row.mapped.length),
      row.fault === null ? row.findings.join('；') : `${row.fault.sentence}（${row.fault.code}）`,
    ]),
  );
}

const widest = 36;

/** One row: each column as read beside the fields made from it; columns without a field at the end. */
function rowDetail(row: PreviewRow): string {
  const raw = Object.entries(row.raw ?? {});
  const used = new Set<string>();
  const lines = row.mapped.map((field) => {
    const from = raw.filter(([column]) => field.columns.includes(column.toUpperCase()));
    for (const [column] of from) used.add(column);
    const [columns, values] = [from.map(([column]) => column), from.map(([, value]) => cell(value))];
    const meaning = field.meaning === null ? '' : `（${field.meaning}）`;
    return [columns.join(' '), values.join(' '), field.title, `${cell(field.value)}${meaning}`];
  });
  const read = new Set(row.readColumns.map((column) => column.toUpperCase()));
  const rest = raw
    .filter(([column, value]) => !used.has(column) && cell(value) !== '')
    .map(([column, value]) => [column, cell(value), read.has(column.toUpperCase()) ? '' : '（未映射）', '']);
  const verdict = row.fault === null ? verdicts[row.verdict] : `拒收：${row.fault.sentence}`;
  const title = `── ${row.stream} ${row.caseNumber}：${verdict}`;
  const columns = ['原始列', '原始值', '统一字段', '归一后'].map((one) => ({ title: one }));
  return `${title}\n${table(columns, [...lines, ...rest])}`;
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > widest ? `${text.slice(0, widest)}…` : text;
}

function caseTable(cases: readonly PreviewCase[]): string {
  if (cases.length === 0) return '没有办件需要判断告知谁。';
  const titles = ['办件编号', '去向', '部门', '消息', '内容', '事项', '应在何时之前', '说明'].map(
    (title) => ({
      title,
    }),
  );
  return table(titles, cases.flatMap(caseLines));
}

/** A line for each department told, and one for a decision that tells nobody. */
function caseLines({ caseNumber, outcome, sentence, tells }: PreviewCase): readonly string[][] {
  const own = tells.length === 0 || sentence !== null;
  return [
    ...tells.map((telling) => [caseNumber, outcomes.messages, ...tellingCells(telling), '']),
    ...(own ? [[caseNumber, outcomes[outcome], '', '', '', '', '', sentence ?? '']] : []),
  ];
}

function tellingCells({ to, kind, says, item, deadlines }: PreviewTelling): readonly string[] {
  const due = deadlines.map(({ expects, limit, due: by }) => {
    const until = by === 'no-official-calendar' ? '该年度日历未公布' : timeText(by);
    return `${titleOf(expects)} ${until}（${limitText(limit)}）`;
  });
  return [to, titleOf(kind), titleOf(says), item ?? '', due.join('；')];
}

function closing({ counts, tellsFirstLoad }: Preview): string {
  const told = tellsFirstLoad
    ? '该数据源声明首次装载也告知（firstLoad.tell: true）：启用后以上消息会发出。'
    : '首次装载默认静默：启用后，已有的办件只入库、不告知任何人，可用 hub backfill tell 看数后再告知。';
  return [
    `共读 ${counts.read} 行：新增 ${counts.insert}，更新 ${counts.update}，同版改动 ${counts.conflict}，不变 ${counts.unchanged}，旧版 ${counts.older}，拒收 ${counts.rejected}；会产生消息 ${counts.messages} 条。`,
    told,
  ].join('\n');
}
