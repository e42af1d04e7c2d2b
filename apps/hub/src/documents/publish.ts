import { userInfo } from 'node:os';
import { InvalidArgumentError, type Command } from 'commander';
import type { DepartmentRef, ItemCode } from '#base/contracts';
import { beijingText, brandAs } from '#base/contracts';
import { documentParts } from '#libs/desks';
import { DocumentsDesk, type Publication } from '#libs/documents';
import type { Desk } from '../desk.js';
import { toDay, toDepartment, toInstant } from '../options.js';
import {
  addAudienceOptions,
  addSenderOptions,
  readFiles,
  toAudience,
  type PublishOptions,
} from './publish-options.js';

type Options = PublishOptions & Readonly<Record<string, string | undefined>>;
type Draft = Pick<Publication, 'kind' | 'to' | 'body'> & { readonly item?: ItemCode };

/** `hub documents publish | notice | ask-opinion`. */
export function addPublish(documents: Command, desk: Desk): void {
  const publish = documents.command('publish').description('文件同发：发给所涉区划、事项的行政审批服务局');
  addAudienceOptions(addSenderOptions(publish))
    .requiredOption('--title <标题>', '文件标题')
    .requiredOption('--issued-on <日期>', '成文日期', toDay)
    .requiredOption('--issuer <机关>', '发文机关')
    .requiredOption('--summary <摘要>', '内容摘要')
    .option('--number <文号>', '发文字号')
    .addHelpText(
      'after',
      '\n示例：\n  hub documents publish --from 370800.zjj --items drainage-permit --title 关于……的通知 \\\n' +
        '    --issued-on 2026-11-20 --issuer 济宁市住房和城乡建设局 --summary 明确检查频次 --file 通知.pdf',
    )
    .action((options: Options) => send(desk, options, documentDraft(options)));
  const notice = documents.command('notice').description('会议培训通知：请行政审批服务局参加并回复');
  addAudienceOptions(addSenderOptions(notice))
    .requiredOption('--type <类别>', '会议 或 培训', toNoticeType)
    .requiredOption('--title <名称>', '会议或培训的名称')
    .requiredOption('--starts-at <时间>', '开始时间，例如 2026-12-08T09:00:00')
    .requiredOption('--place <地点>', '地点')
    .requiredOption('--respond-by <日期>', '回复期限', toDay)
    .option('--content <内容>', '内容')
    .action((options: Options) => send(desk, options, noticeDraft(options)));
  addOpinion(documents, desk);
}

function addOpinion(documents: Command, desk: Desk): void {
  const opinion = documents
    .command('ask-opinion')
    .description('请行业主管部门就国家终审或省外认可的事项出具书面意见');
  addSenderOptions(opinion)
    .requiredOption('--to <部门>', '出具意见的部门', toDepartment)
    .requiredOption('--purpose <用途>', '国家终审 或 省外认可', toPurpose)
    .requiredOption('--addressee <对象>', '意见提交给谁')
    .requiredOption('--question <内容>', '需认证或说明的内容')
    .requiredOption('--answer-by <日期>', '答复期限', toDay)
    .option('--item <事项>', '事项编码')
    .option('--case <办件编号>', '所涉办件')
    .action((options: Options & { readonly to: DepartmentRef }) =>
      send(desk, options, {
        kind: 'written-opinion-request',
        to: [options.to],
        body: told({
          purpose: options['purpose'],
          addressee: options['addressee'],
          question: options['question'],
          answerBy: options['answerBy'],
          item: options['item'],
          caseNumber: options['case'],
        }),
        ...(options['item'] !== undefined && { item: brandAs<ItemCode>(options['item']) }),
      }),
    );
}

function documentDraft(options: Options): Draft {
  return {
    kind: 'document-sync',
    to: toAudience(options),
    body: told({
      title: options['title'],
      documentNumber: options['number'],
      issuedOn: options['issuedOn'],
      issuer: options['issuer'],
      summary: options['summary'],
    }),
  };
}

function noticeDraft(options: Options): Draft {
  return {
    kind: 'notice',
    to: toAudience(options),
    body: told({
      type: options['type'],
      title: options['title'],
      startsAt: beijingText(toInstant(options['startsAt'] ?? '')),
      place: options['place'],
      content: options['content'],
      respondBy: options['respondBy'],
    }),
  };
}

/** Only what was said. */
function told(fields: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

function send(desk: Desk, options: Options, draft: Draft): Promise<void> {
  return desk.withStore(async (store, settings) => {
    const outcome = await new DocumentsDesk(documentParts(store.database, settings, desk.clock)).publish({
      item: null,
      ...draft,
      from: options.from,
      files: await readFiles(options),
      about: null,
      by: userInfo().username,
    });
    if (!outcome.done) return desk.fail('HUB_REFUSED', outcome.sentence);
    desk.print(
      outcome,
      () =>
        `已发给 ${outcome.recipients.length} 个部门：${outcome.recipients.join('、')}（编号 ${outcome.id}）。`,
    );
  });
}

const noticeTypes: Readonly<Record<string, string>> = { 会议: 'MEETING', 培训: 'TRAINING' };
const purposes: Readonly<Record<string, string>> = {
  国家终审: 'NATIONAL_DECISION',
  省外认可: 'OTHER_PROVINCE',
};

function toNoticeType(text: string): string {
  return chosen(noticeTypes, text);
}

function toPurpose(text: string): string {
  return chosen(purposes, text);
}

function chosen(codes: Readonly<Record<string, string>>, text: string): string {
  const code = codes[text] ?? Object.values(codes).find((each) => each === text);
  if (code === undefined)
    throw new InvalidArgumentError(`“${text}”不在可选范围：${Object.keys(codes).join('、')}。`);
  return code;
}
