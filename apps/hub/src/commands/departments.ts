import type { Command } from 'commander';
import { readDepartments } from '#libs/reporting';
import type { Desk } from '../desk.js';
import { table } from '../output/table.js';

const figures = [
  ['消息', 'messages'],
  ['已投递', 'delivered'],
  ['已签收', 'received'],
  ['已认领', 'claimed'],
  ['已反馈', 'answered'],
  ['已退回', 'returned'],
  ['未结', 'open'],
  ['逾期', 'overdue'],
  ['黄牌', 'yellow'],
  ['红牌', 'red'],
  ['无日历', 'withoutCalendar'],
] as const;

/** `hub departments`: what every department was told and still owes. */
export function addDepartments(program: Command, desk: Desk): void {
  program
    .command('departments')
    .description('各部门：收到多少、认领多少、还欠多少')
    .addHelpText('after', '\n示例：\n  hub departments\n  hub departments --json')
    .action(() =>
      desk.withStore(async (store) => {
        const departments = await readDepartments(store);
        desk.print(departments, () =>
          table(
            [
              { title: '部门' },
              { title: '角色' },
              ...figures.map(([title]) => ({ title, right: true as const })),
            ],
            departments.map((each) => [
              `${each.region}.${each.department} ${each.name}`,
              each.role === 'approval' ? '审批' : '监管',
              ...figures.map(([, figure]) => String(each[figure])),
            ]),
          ),
        );
      }),
    );
}
