import { basename } from 'node:path';
import type { Command } from 'commander';
import { PolicyDesk, type DraftView } from '#libs/catalogue';
import type { Desk } from '../desk.js';
import { toCount } from '../options.js';
import { table } from '../output/table.js';
import { timeText } from '../words.js';
import { effectText } from './effect-text.js';
import { problemsText, readPapers } from './read-papers.js';

/** `hub policy submit | drafts | preview | approve | reject`: one person hands in, another decides. */
export function addDrafts(policy: Command, desk: Desk): void {
  addSubmit(policy, desk);
  addList(policy, desk);
  addPreview(policy, desk);
  addApprove(policy, desk);
  addReject(policy, desk);
}

function withDesk<T>(desk: Desk, work: (office: PolicyDesk) => Promise<T>): Promise<T> {
  return desk.withStore((store) => work(new PolicyDesk(store.database, desk.clock)));
}

function addSubmit(policy: Command, desk: Desk): void {
  policy
    .command('submit <文件>')
    .description('报审：把工作簿或政策文件（一份或一个文件夹）作为草案提交，须由另一人批准')
    .requiredOption('--by <姓名>', '报审人')
    .option('--title <标题>', '这次调整叫什么；默认取文件名')
    .addHelpText('after', '\n示例：\n  hub policy submit 370881.yaml --by 张三\n  hub policy preview 1')
    .action((path: string, options: { readonly by: string; readonly title?: string }) =>
      withDesk(desk, async (office) => {
        const read = await readPapers(path, async () => (await office.current()).documents);
        if (read.papers === null) {
          desk.found();
          desk.print(read, () => problemsText(read.problems));
          return;
        }
        const draft = await office.submit(read.papers, options.by, options.title ?? basename(path));
        desk.print(draft, () => `草案 ${draft.id} 已报审，用 hub policy preview ${draft.id} 查看影响。`);
      }),
    );
}

function addList(policy: Command, desk: Desk): void {
  policy
    .command('drafts')
    .description('列出政策草案')
    .addHelpText('after', '\n示例：\n  hub policy drafts')
    .action(async () => {
      const drafts = await withDesk(desk, (office) => office.list());
      desk.print(drafts, () => (drafts.length === 0 ? '没有政策草案。' : draftTable(drafts)));
    });
}

function addPreview(policy: Command, desk: Desk): void {
  policy
    .command('preview <草案>')
    .description('批准之前的影响：哪些事项易手，哪些部门增减消息，涉及多少在办件')
    .addHelpText('after', '\n示例：\n  hub policy preview 1')
    .action(async (id: string) => {
      const effect = await withDesk(desk, (office) => office.preview(toCount(id)));
      desk.print(effect, () => effectText(effect));
    });
}

function addApprove(policy: Command, desk: Desk): void {
  policy
    .command('approve <草案>')
    .description('批准草案，成为新的一版政策；批准人须不同于报审人')
    .requiredOption('--by <姓名>', '批准人')
    .addHelpText('after', '\n示例：\n  hub policy approve 1 --by 李四')
    .action(async (id: string, options: { readonly by: string }) => {
      const { version } = await withDesk(desk, (office) => office.approve(toCount(id), options.by));
      desk.print({ version }, () =>
        [
          `草案 ${id} 已批准，现行政策为 ${version} 版，各进程几秒内自行采用。`,
          '新增部门的，请再运行 hub setup 建立其主题与账号。',
        ].join('\n'),
      );
    });
}

function addReject(policy: Command, desk: Desk): void {
  policy
    .command('reject <草案>')
    .description('驳回草案，须说明理由')
    .requiredOption('--by <姓名>', '驳回人')
    .requiredOption('--why <理由>', '为什么驳回')
    .addHelpText('after', '\n示例：\n  hub policy reject 1 --by 李四 --why 缺少公布日期')
    .action(async (id: string, options: { readonly by: string; readonly why: string }) => {
      const draft = await withDesk(desk, (office) => office.reject(toCount(id), options.by, options.why));
      desk.print(draft, () => `草案 ${id} 已驳回。`);
    });
}

const states: Readonly<Record<DraftView['state'], string>> = {
  open: '待批准',
  approved: '已批准',
  rejected: '已驳回',
};

function draftTable(drafts: readonly DraftView[]): string {
  const titles = ['标题', '状态', '报审', '处理', '理由'].map((title) => ({ title }));
  const rows = drafts.map((draft) => [
    String(draft.id),
    draft.title,
    states[draft.state] + (draft.edition === null ? '' : `（第 ${draft.edition} 版）`),
    `${draft.submittedBy} ${timeText(draft.submittedAt)}`,
    draft.decidedBy === null ? '' : `${draft.decidedBy} ${timeText(draft.decidedAt)}`,
    draft.reason ?? '',
  ]);
  return table([{ title: '草案', right: true }, ...titles], rows);
}
