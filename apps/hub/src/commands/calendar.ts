import { readFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import type { Command } from 'commander';
import { brandAs, type CalendarData, type DepartmentCode } from '#base/contracts';
import { openCalendar, planDeadline } from '#libs/calendar';
import { PolicyDesk, PolicyReader } from '#libs/catalogue';
import { CalendarDesk, type DeadlineMove, type ReportStore } from '#libs/reporting';
import type { Desk } from '../desk.js';
import { table } from '../output/table.js';
import { timeText } from '../words.js';

/** Moves `hub calendar preview` lists; the rest is counted. */
const listed = 50;

/** `hub calendar`: a new yearly notice, which open deadlines it would move, and moving them by an explicit choice. */
export function addCalendar(program: Command, desk: Desk): void {
  const calendar = program.command('calendar').description('工作日历：导入年度放假通知，预览并移动未结时限');
  calendar
    .command('preview [文件]')
    .description('按文件中的（或现行的）日历，哪些未结时限会变；不作任何改动')
    .action((path: string | undefined) =>
      desk.withStore(async (store) => {
        const data = path === undefined ? await current(store, desk) : await calendarOf(store, desk, path);
        const moves = await new CalendarDesk(store.database, desk.clock).preview(recount(data));
        if (moves.length > 0) desk.found();
        desk.print({ calendar: data.version, moves }, () => movesText(data.version, moves));
      }),
    );
  calendar
    .command('import <文件>')
    .description('把新的日历作为政策草案提交，批准后生效；已定的时限不因此改变')
    .action((path: string) =>
      desk.withStore(async (store) => {
        const data = await calendarOf(store, desk, path);
        const papers = [{ path, text: await readFile(path, 'utf8') }];
        const title = `工作日历 ${data.version}`;
        const by = userInfo().username;
        const draft = await new PolicyDesk(store.database, desk.clock).submit(papers, by, title);
        desk.print(draft, () =>
          [
            `已提交草案 ${draft.id}：${title}，公布至 ${data.publishedUntil}。`,
            `请由另一人用 hub policy approve ${draft.id} 批准，再用 hub calendar preview 和 move 处理未结时限。`,
          ].join('\n'),
        );
      }),
    );
  calendar
    .command('move')
    .description('按现行日历移动未结时限，须说明依据；已逾期的不动')
    .requiredOption('--why <依据>', '为什么移动')
    .addHelpText('after', '\n示例：\n  hub calendar move --why 国办发明电〔2026〕7号')
    .action(({ why }: { readonly why: string }) =>
      desk.withStore(async (store) => {
        const data = await current(store, desk);
        const office = new CalendarDesk(store.database, desk.clock);
        const moved = await office.move(recount(data), userInfo().username, why);
        desk.print(
          { calendar: data.version, moved },
          () => `已按日历 ${data.version} 移动 ${moved} 项时限。`,
        );
      }),
    );
}

async function current(store: ReportStore, desk: Desk): Promise<CalendarData> {
  return (await new PolicyReader(store.database, desk.clock).current()).calendar;
}

async function calendarOf(store: ReportStore, desk: Desk, path: string): Promise<CalendarData> {
  const text = await readFile(path, 'utf8');
  return new PolicyDesk(store.database, desk.clock).calendarWith([{ path, text }]);
}

function recount(data: CalendarData): Parameters<CalendarDesk['preview']>[0] {
  const days = openCalendar(data);
  return ({ region, department, startedAt, expects, amount }) => {
    const limit = { amount, unit: 'workingDay' } as const;
    const owedBy = { region, department: brandAs<DepartmentCode>(department) };
    return planDeadline(days.forDepartment(owedBy), startedAt, { expects, limit, urgeBefore: limit }).due;
  };
}

function movesText(version: string, moves: readonly DeadlineMove[]): string {
  if (moves.length === 0) return `按日历 ${version}，没有未结时限会变。`;
  const rows = moves
    .slice(0, listed)
    .map((each) => [
      `${each.region}.${each.department}`,
      each.key,
      each.dueAt === null ? '无日历' : timeText(each.dueAt),
      timeText(each.toDueAt),
    ]);
  const rest = moves.length > listed ? `，列出最早的 ${listed} 项` : '';
  const titles = ['部门', '办件', '原时限', '新时限'].map((title) => ({ title }));
  return `按日历 ${version}，${moves.length} 项未结时限会变${rest}；只有 hub calendar move 才移动它们。\n${table(titles, rows)}`;
}
