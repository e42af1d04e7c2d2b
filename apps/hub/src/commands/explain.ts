import type { Command } from 'commander';
import { departmentName, toCaseNumber } from '#base/contracts';
import { BreachDesk, readCase } from '#libs/reporting';
import type { Desk } from '../desk.js';
import { explainCase, type CaseExplanation } from '../explain/explain-case.js';
import { timeText, titleOf } from '../words.js';
import { breachText } from './breaches.js';

/** `hub explain <number>`: why each department was told of a case, or was not. */
export function addExplain(program: Command, desk: Desk): void {
  program
    .command('explain <编号>')
    .description('逐部门说明一个办件或一条监管记录：为什么告知，依据哪个条款的哪一版；或者为什么没有告知')
    .addHelpText('after', '\n示例：\n  hub explain 370800202603010001\n  hub explain JG-0001')
    .action((number: string) =>
      desk.withStore(async (store) => {
        const lives = await readCase(store, toCaseNumber(number));
        const breaches = await new BreachDesk(store.database, desk.clock).ofRecord(toCaseNumber(number));
        if (lives.length + breaches.length === 0)
          desk.fail(
            'HUB_NOT_FOUND',
            `没有办件或监管发现 ${number}：请核对编号，或用 hub sources 确认其来源已读到最新。`,
            { number },
          );
        const explained: CaseExplanation[] = [];
        for (const life of lives) explained.push(await explainCase(store, life, desk.clock));
        const answer = [...explained.map(explanationText), ...breaches.map(breachText)].join('\n\n');
        desk.print([...explained, ...breaches], () => answer);
      }),
    );
}

function explanationText(explained: CaseExplanation): string {
  const { decidedAt, editionThen } = explained;
  const then = editionThen === null ? '当时枢纽尚未装载政策' : `当时现行政策为 ${editionThen} 版`;
  const decided = decidedAt === null ? '尚未决定' : `决定于 ${timeText(decidedAt)}，${then}`;
  return [
    `办件 ${explained.caseNumber}（来源 ${explained.source}）`,
    `  ${decided}；以下按 ${explained.edition} 版政策在决定日有效的条款判断。`,
    ...explained.reasons.map(
      ({ department, sentence }) =>
        `  ${department === null ? '各部门' : departmentName(department)}：${sentence}`,
    ),
    ...explained.messages.map(
      ({ messageId, kind, to, clause, createdAt, edition, state }) =>
        `  消息 ${messageId} ${titleOf(kind)} → ${to}：${timeText(createdAt)} 生成，${clause === null ? '不依据条款' : `条款 ${clause}`}，政策 ${edition ?? '未知'} 版，${titleOf(state)}`,
    ),
    ...explained.breaches.map((breach) => `  ${breachText(breach)}`),
  ].join('\n');
}
