import { userInfo } from 'node:os';
import type { Command } from 'commander';
import { departmentName, everywhere, type DepartmentRef } from '#base/contracts';
import { documentParts } from '#libs/desks';
import { Attachments, DocumentsDesk } from '#libs/documents';
import type { Desk } from '../desk.js';
import { documentTable, recipientTable } from '../documents/documents-text.js';
import { addPublish } from '../documents/publish.js';
import { toCount, toDepartment } from '../options.js';

/** `hub documents …`: documents, meetings and written opinions. */
export function addDocuments(program: Command, desk: Desk): void {
  const documents = program
    .command('documents')
    .description('文件同发、会议培训、书面意见：发出、签收与答复情况、催办、附件');
  addList(documents, desk);
  addShow(documents, desk);
  addPublish(documents, desk);
  addRemind(documents, desk);
  addLink(documents, desk);
}

const kinds = ['document-sync', 'notice', 'written-opinion-request'] as const;

interface ListOptions {
  readonly from?: DepartmentRef;
  readonly to?: DepartmentRef;
  readonly opinions?: true;
  readonly open?: true;
  readonly limit: number;
}

function addList(documents: Command, desk: Desk): void {
  documents
    .command('list', { isDefault: true })
    .description('列出文件、通知与书面意见请求，新的在前')
    .option('--from <部门>', '只看该部门发出的', toDepartment)
    .option('--to <部门>', '只看发给该部门的', toDepartment)
    .option('--opinions', '只看书面意见')
    .option('--open', '只看还有人未阅或未答复的')
    .option('--limit <条数>', '最多列出的条数', toCount, 200)
    .addHelpText('after', '\n示例：\n  hub documents --open\n  hub documents list --from 370800.zjj --json')
    .action((options: ListOptions) =>
      desk.withStore(async (store, settings) => {
        const { from, to } = options;
        const found = await new DocumentsDesk(documentParts(store.database, settings, desk.clock)).list({
          kinds: options.opinions === true ? ['written-opinion-request'] : kinds,
          publisher: from === undefined ? null : departmentName(from),
          recipient: to === undefined ? null : departmentName(to),
          openOnly: options.open === true,
          within: everywhere,
          limit: options.limit,
        });
        desk.print(found, () => (found.length === 0 ? '没有符合条件的文件或通知。' : documentTable(found)));
      }),
    );
}

function addShow(documents: Command, desk: Desk): void {
  documents
    .command('show <编号>')
    .description('一份文件的收件部门：谁已签收、谁还没有、各自怎样答复')
    .option('--unread', '只列尚未签收的')
    .action((id: string, { unread }: { readonly unread?: true }) =>
      desk.withStore(async (store, settings) => {
        const all = await new DocumentsDesk(documentParts(store.database, settings, desk.clock)).recipients(
          id,
        );
        if (all.length === 0)
          desk.fail('HUB_NOT_FOUND', '没有这份文件或通知，请用 hub documents 查看。', { id });
        const shown = unread === true ? all.filter(({ receivedAt }) => receivedAt === null) : all;
        const read = all.filter(({ receivedAt }) => receivedAt !== null).length;
        desk.print(shown, () => `${recipientTable(shown)}\n收件 ${all.length} 个部门，已签收 ${read} 个。`);
      }),
    );
}

function addRemind(documents: Command, desk: Desk): void {
  documents
    .command('remind <编号>')
    .description('催办尚未签收或答复的部门，每个部门每天至多一次')
    .action((id: string) =>
      desk.withStore(async (store, settings) => {
        const office = new DocumentsDesk(documentParts(store.database, settings, desk.clock));
        const outcome = await office.remind(id, userInfo().username);
        if (!outcome.done) desk.fail('HUB_REFUSED', outcome.sentence, { id });
        desk.print(outcome, () => {
          const spared = outcome.spared.length === 0 ? '' : `；今天已催办过 ${outcome.spared.join('、')}`;
          return `已催办 ${outcome.reminded.length} 个部门 ${outcome.reminded.join('、')}${spared}。`;
        });
      }),
    );
}

function addLink(documents: Command, desk: Desk): void {
  documents
    .command('link <摘要>')
    .description('给出附件的下载链接（已签名、限时）；摘要为附件的 SHA-256')
    .action((sha256: string) =>
      desk.withStore(async (store, settings) => {
        const found = await new Attachments(documentParts(store.database, settings, desk.clock)).link(sha256);
        if (found === null)
          desk.fail('HUB_NOT_FOUND', '没有这个附件，或没有设置密钥库的主密钥，不能签名。', { sha256 });
        desk.printDocument(found, () => found.link);
      }),
    );
}
