import { userInfo } from 'node:os';
import { InvalidArgumentError, type Command } from 'commander';
import { acceptDrift } from '#libs/intake';
import { readDrift, type DriftEntry } from '#libs/reporting';
import type { Desk } from '../desk.js';
import { toCount } from '../options.js';
import { table } from '../output/table.js';
import { sinceText } from '../words.js';

interface ListOptions {
  readonly all?: true;
  readonly limit: number;
}

/** `hub drift`: where what is read differs from what was agreed, and the choice it needs. */
export function addDrift(program: Command, desk: Desk): void {
  const drift = program.command('drift').description('数据结构变化：与约定不同之处，以及需要的处理');
  drift
    .command('list [来源]', { isDefault: true })
    .description('待处理的变化；--all 也列出已放行和已处理的')
    .option('--all', '也列出已放行和已处理的')
    .option('--limit <条数>', '最多列出多少条', toCount, 50)
    .addHelpText('after', '\n示例：\n  hub drift\n  hub drift 370800.zjj.front --all')
    .action((source: string | undefined, { all, limit }: ListOptions) =>
      desk.withStore(async (store) => {
        const filter = { source: source ?? null, openOnly: all !== true, limit };
        const found = await readDrift(store.database, filter);
        if (found.some(({ state }) => state === 'open')) desk.found();
        desk.print(found, () => driftText(found, desk.clock.now()));
      }),
    );
  drift
    .command('accept <编号>')
    .description('接受一处变化，作为新的约定；须说明理由，记入审计')
    .requiredOption('--why <理由>', '为什么接受')
    .addHelpText('after', '\n示例：\n  hub drift accept 12 --why 部门来函，字段已更名，映射已改')
    .action((id: string, { why }: { readonly why: string }) =>
      desk.withStore(async (store) => {
        if (!/^\d{1,18}$/.test(id)) throw new InvalidArgumentError(`编号应为数字，而不是“${id}”。`);
        const acceptance = { by: userInfo().username, why, at: desk.clock.now() };
        const outcome = await acceptDrift(store.database, id, acceptance);
        if (outcome !== 'accepted')
          desk.fail(outcome === 'gone' ? 'HUB_NOT_FOUND' : 'HUB_REFUSED', outcomes[outcome], { id });
        desk.print({ id, outcome }, () => outcomes[outcome]);
      }),
    );
}

const outcomes = {
  accepted: '已接受，采集进程一分钟内按新的约定比对。',
  gone: '没有这个编号的待处理变化，请用 hub drift 核对。',
  moved: '约定刚被改动，请再执行一次。',
} as const;

const kinds: Readonly<Record<DriftEntry['kind'], readonly [title: string, choice: string]>> = {
  additive: ['新增列', '已放行；要用就在映射里写上它'],
  widening: ['放宽', '已放行；超出映射所限的记录会被隔离'],
  narrowing: ['变为全空', '向部门核实；确属停报则接受，映射改为可空后 hub parked retry'],
  renamed: ['疑似改名', '在映射或数据源 overrides 里改用新列名，接受，再 hub parked retry'],
  missing: ['列消失', '请部门恢复；确已取消则接受，映射不再要求它后 hub parked retry'],
  type: ['类型改变', '与部门核实格式，改映射后接受，再 hub parked retry'],
  codes: [
    '新代码',
    '向部门要含义，用 hub parked add-code 或在映射代码表补上，随即自行了结，再 hub parked retry',
  ],
};

/** What became of a difference by itself: a code is explained, a form comes back. */
const codesWithdrawn = '映射已认得';

/** A declaration is narrower without any row being empty yet. */
const narrowerDeclared = ['声明收窄', '向部门核实内容是否被截断，无妨则接受'] as const;

/** Whether only the declaration shows it. */
function isDeclared({ before, after }: Pick<DriftEntry, 'before' | 'after'>): boolean {
  return before === null && after === null;
}

function kindOf({ kind, before, after }: DriftEntry): readonly [title: string, choice: string] {
  return kind === 'narrowing' && isDeclared({ before, after }) ? narrowerDeclared : kinds[kind];
}

const states: Readonly<Record<DriftEntry['state'], string>> = {
  open: '待处理',
  noted: '已放行',
  accepted: '已接受',
  withdrawn: '已恢复',
};

function driftText(found: readonly DriftEntry[], now: Date): string {
  if (found.length === 0) return '没有待处理的结构变化。';
  return table(
    [
      { title: '编号', right: true },
      ...['来源', '数据流', '变化', '列', '差异'].map((title) => ({ title })),
      { title: '隔离', right: true },
      ...['状态', '发现', '处理'].map((title) => ({ title })),
    ],
    found.map((each) => [
      each.id,
      each.source,
      each.stream,
      kindOf(each)[0],
      each.column,
      differenceText(each),
      String(each.parked),
      each.kind === 'codes' && each.state === 'withdrawn' ? codesWithdrawn : states[each.state],
      sinceText(each.foundAt, now),
      each.state === 'open' || each.state === 'noted' ? kindOf(each)[1] : (each.why ?? ''),
    ]),
  );
}

function differenceText(entry: DriftEntry): string {
  const { kind, before, after, renamedTo, declaredBefore, declaredAfter } = entry;
  if (kind === 'renamed') return `→ ${renamedTo ?? ''}`;
  if (isDeclared(entry)) return `声明 ${declaredText(declaredBefore)} → ${declaredText(declaredAfter)}`;
  if (kind === 'codes') {
    const known = new Set(before?.codes);
    return `新出现 ${(after?.codes ?? []).filter((code) => !known.has(code)).join('、')}`;
  }
  return `${shapeText(before)} → ${shapeText(after)}`;
}

function declaredText(declared: DriftEntry['declaredBefore']): string {
  return declared === null ? '无' : `${declared.type}${declared.nullable ? '' : ' 非空'}`;
}

const types: Readonly<Record<string, string>> = {
  boolean: '是否',
  integer: '整数',
  decimal: '小数',
  date: '日期',
  time: '时间',
  nested: '结构',
  text: '文本',
};

function shapeText(shape: DriftEntry['before']): string {
  if (shape === null) return '无';
  if (shape.type === null) return '全空';
  return `${types[shape.type] ?? shape.type}(${shape.length})${shape.nullable ? '可空' : ''}`;
}
