import { caseStateTitles, kindRules, messageKinds } from '#base/contracts';
import { deliveryTitles, type HealthState, type SourceHealth } from '#libs/reporting';

const timeFormat = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'medium',
});

const none = '—';

/** An instant as people here write it; a text of one is read first. */
export function timeText(at: Date | string | null): string {
  return at === null ? none : timeFormat.format(new Date(at));
}

/** Seconds as a person would say them. */
export function ageText(seconds: number | null): string {
  if (seconds === null) return none;
  if (seconds < 1) return '<1秒';
  if (seconds < 60) return `${Math.floor(seconds)}秒`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)}分钟`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)}小时`;
  return `${Math.floor(seconds / 86_400)}天`;
}

/** How long ago something was. */
export function sinceText(at: Date | null, now: Date): string {
  if (at === null) return none;
  const seconds = (now.getTime() - at.getTime()) / 1000;
  return seconds < 1 ? '刚刚' : `${ageText(seconds)}前`;
}

const titles: Readonly<Record<string, string>> = {
  ...caseStateTitles,
  draft: '草稿',
  checked: '已检查',
  previewed: '已预览',
  enabled: '启用',
  paused: '已暂停',
  retired: '已退役',
  told: '已告知',
  nobody: '无须告知',
  waiting: '等待补齐',
  quiet: '静默未告知',
  undecided: '未到推送条件',
  open: '尚未满足',
  ...deliveryTitles,
  parked: '隔离中',
  releasing: '放行中',
  released: '已放行',
  discarded: '已舍弃',
  met: '已满足',
  missed: '已逾期',
  no_calendar: '无官方日历',
  failed: '失败',
  late: '逾期到达',
  moved: '已采纳',
  noted: '已记录',
  put: '采用',
  older: '旧版，仅存档',
  conflict: '同版不同内容，后到者为准',
  requested: '待开始',
  done: '已完成',
  running: '进行中',
  stopped: '已停止',
  retried: '受阻后重试',
  faulted: '故障停止',
  abandoned: '进程中断',
  attempt: '投递',
  receipt: '回执',
  deadline: '时限',
  ...Object.fromEntries(messageKinds.map((kind) => [kind, kindRules[kind].title])),
  boundary: '按边界清单改派',
  person: '已改派',
  issued: '新发',
  granted: '新发',
  corrected: '更正',
  voided: '作废',
  reissued: '换发',
  ambiguous: '须人工确认',
  withdrawn: '已撤回',
  dismissed: '认定无须告知',
  linked: '已随同一处罚告知',
};

const causes: Readonly<Record<string, string>> = {
  fetch: '读取',
  parse: '解析',
  map: '映射',
  validate: '校验',
  put: '入库',
  route: '路由',
  publish: '投递',
  receipt: '回执',
  waiting: '等候前一条',
};

/** The stage that parked a record. */
export function causeText(cause: string): string {
  return causes[cause] ?? cause;
}

const owners: Readonly<Record<string, string>> = {
  department: '来源部门',
  operators: '枢纽运维',
  approval: '审批部门',
};

/** Who must act, and of which department. */
export function ownerText(role: string, name: string | null): string {
  const title = owners[role] ?? role;
  return name === null ? title : `${title}（${name}）`;
}

const healthTitles: Readonly<Record<Exclude<HealthState, 'throttled'>, string>> = {
  draft: '草稿',
  checked: '已检查',
  previewed: '已预览',
  paused: '已暂停',
  retired: '已退役',
  tripped: '熔断',
  retrying: '重试中',
  stopped: '已停止',
  held: '数据流暂停',
  unread: '无人读取',
  pushed: '部门推送',
  closed: '时段外等待',
  trial: '试读恢复',
  starting: '正在开始',
  stalled: '停滞',
  drained: '已读空',
  running: '运行正常',
};

const throttledTitles: Readonly<Record<NonNullable<SourceHealth['throttledBy']>, string>> = {
  budget: '额度限速',
  slow: '对方变慢',
  asked: '应求减速',
};

/** The Chinese word for a source's health; a throttled one says what it waits for. */
export function healthTitle({ state, throttledBy }: Pick<SourceHealth, 'state' | 'throttledBy'>): string {
  return state === 'throttled' ? throttledTitles[throttledBy ?? 'budget'] : healthTitles[state];
}

/** When a source that waits is tried or looked at next, in brackets; empty where that is not known. */
export function nextTryText({ state, nextAt }: Pick<SourceHealth, 'state' | 'nextAt'>): string {
  if (nextAt !== null) return `（下次 ${timeText(nextAt)}）`;
  return state === 'retrying' || state === 'stopped' ? '（正在重试）' : '';
}

const units: Readonly<Record<string, string>> = {
  workingDay: '个工作日',
  naturalDay: '个自然日',
  hour: '小时',
  minute: '分钟',
};

/** A time limit as a clause states it, e.g. 2 workingDay. */
export function limitText(limit: string | null): string {
  const [amount = '', unit = ''] = (limit ?? '').split(' ');
  return `${amount}${units[unit] ?? ` ${unit}`}`.trim();
}

/** The Chinese word for a state, kind or outcome; an unknown one stays as it is. */
export function titleOf(word: string | null): string {
  return word === null ? none : (titles[word] ?? word);
}
