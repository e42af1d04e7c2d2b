import { userInfo } from 'node:os';
import { InvalidArgumentError, Option, type Command } from 'commander';
import type { TimeLimit } from '#base/contracts';
import {
  beijingToday,
  ladderRules,
  parseTimeLimit,
  PolicyDesk,
  type ChangedLimit,
  type LimitWish,
} from '#libs/catalogue';
import type { Desk } from '../desk.js';
import { toCount, toDay } from '../options.js';
import { table } from '../output/table.js';

interface LimitOptions {
  readonly days?: number;
  readonly claim?: TimeLimit;
  readonly answer?: TimeLimit;
  readonly from?: string;
  readonly ladder: LimitWish['ladder'];
  readonly why: string;
  readonly by?: string;
  readonly preview?: true;
}

const help = `
一步完成：旧版在新版生效前一日止，另立新版，时限改为所写，催督阶梯随之移动，作为草案报审，由另一人批准。
阶梯的规则：到期时与到期后的各级从到期日起算，随到期日移动，间隔不变；到期前的各级，
  --ladder keep  （缺省）保持与到期日的原距离；
  --ladder scale 按新旧时限之比缩放，至少一个单位；
两种规则下，落到起算日或更早的一级都改为“最短的时限减一”，因此合并为同一级的只留一级。

示例：
  hub policy limit 370800-zjj-drainage-permit --days 5 --why 备忘录第二次修订
  hub policy limit 370800-zjj-gas-operation --answer 10工作日 --ladder scale --from 2026-04-01 --why 会议纪要
  hub policy limit 370800-zjj-drainage-permit --days 5 --why 试算 --preview`;

/** `hub policy limit`: other time limits of one clause as a draft, with the ladder carried along. */
export function addPolicyLimit(policy: Command, desk: Desk): void {
  policy
    .command('limit <条款>')
    .description('改一个条款的时限：另立新版并带上催督阶梯，作为草案报审')
    .option('--days <工作日数>', '条款只有认领时限时，改为这么多工作日', toCount)
    .option('--claim <时限>', '认领时限，如 5工作日', toLimit)
    .option('--answer <时限>', '反馈时限，如 15工作日', toLimit)
    .option('--from <日期>', '新版自哪一日起；缺省为明日', toDay)
    .addOption(new Option('--ladder <规则>', '到期前各级如何移动').choices(ladderRules).default('keep'))
    .option('--by <姓名>', '报审人；缺省为当前系统用户')
    .option('--preview', '只看改动，不报审')
    .requiredOption('--why <理由>', '为什么，记入草案标题与审计')
    .addHelpText('after', help)
    .action((clause: string, options: LimitOptions) =>
      desk.withStore(async (store) => {
        const office = new PolicyDesk(store.database, desk.clock);
        const wish = wishOf(clause, options, beijingToday(desk.clock));
        if (options.preview === true) {
          const { document: _, ...changed } = await office.draftLimit(wish);
          desk.print(changed, () => `${limitText(changed)}\n\n以上只是试算，未报审。`);
          return;
        }
        const by = options.by ?? userInfo().username;
        const { draft, ...changed } = await office.submitLimit(wish, { by, why: options.why });
        desk.print({ ...changed, draft }, () =>
          [
            limitText(changed),
            '',
            `草案 ${draft.id} 已由 ${by} 报审；用 hub policy preview ${draft.id} 查看影响，由另一人 hub policy approve ${draft.id} --by <姓名> 批准。`,
            '已按旧版发出的消息及其时限不受影响。',
          ].join('\n'),
        );
      }),
    );
}

function wishOf(clause: string, options: LimitOptions, today: string): LimitWish {
  const { days, claim = null, answer = null, from = dayAfter(today), ladder } = options;
  const given = [days, claim, answer].filter((each) => each !== undefined && each !== null);
  if (given.length === 0) throw new InvalidArgumentError('请写明新的时限：--days、--claim 或 --answer。');
  if (days !== undefined && given.length > 1)
    throw new InvalidArgumentError('--days 不与 --claim、--answer 同用。');
  const only = days === undefined ? null : ({ amount: days, unit: 'workingDay' } as const);
  return { clause, claim, answer, only, from, ladder };
}

function toLimit(text: string): TimeLimit {
  const limit = parseTimeLimit(text);
  if (limit === null || limit.amount === 0)
    throw new InvalidArgumentError('时限应写作 5工作日、3自然日、4小时或 30分钟。');
  return limit;
}

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

function limitText({ clause, version, from, rows }: Omit<ChangedLimit, 'document'>): string {
  return `条款 ${clause} 第 ${version} 版，自 ${from} 起：\n\n${table(
    ['项目', '原来', '改为'].map((title) => ({ title })),
    rows.map(({ what, before, after }) => [what, before, after]),
  )}`;
}
