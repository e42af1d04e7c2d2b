import type { TimeLimit } from './deadline.js';
import type { MessageKind, ReceiptType } from './message.js';

/** Which side of the boundary a department stands on; `hub` is the platform itself. */
export type Party = 'approval' | 'supervision' | 'hub';

/** Receipts that can be owed by a date. */
type Owed = Exclude<ReceiptType, 'returned'>;

/** What may be done with a message kind (design §7, domain §7.4). */
export interface KindRule {
  readonly title: string;
  /** Who may say it through the hub. */
  readonly senders: readonly Party[];
  /** Whether a department may open a matter with it; if not, it only comes as a reply. */
  readonly opens: boolean;
  /** How its recipients are found when it opens a matter: by the memorandum's clause, the bureau of the region, or named by the sender. */
  readonly addressed: 'clause' | 'bureau' | 'named';
  /** Receipts the recipient owes, each within a time that holds where no clause says otherwise. */
  readonly limits: Readonly<Partial<Record<Owed, TimeLimit>>>;
  /** The body's field that says itself until when an answer is wanted; null where none does. */
  readonly answerBy: string | null;
  /** The kinds by which the recipient answers it. */
  readonly answers: readonly MessageKind[];
}

const oneDay: TimeLimit = { amount: 1, unit: 'workingDay' };
const twoDays: TimeLimit = { amount: 2, unit: 'workingDay' };

/** What most kinds have in common: they open a matter, are to be received within a working day, and want no answer. */
const usual = { opens: true, limits: { received: oneDay }, answerBy: null, answers: [] } as const;

/** Every kind with its rule; the published page and the checks of what comes in are made from it. */
export const kindRules: Readonly<Record<MessageKind, KindRule>> = {
  'license-decision': {
    ...usual,
    title: '许可决定推送',
    senders: ['hub'],
    addressed: 'clause',
    limits: { received: twoDays, claimed: twoDays },
    answers: ['check-result', 'penalty-feedback', 'permit-change-opinion'],
  },
  'commitment-check': {
    ...usual,
    title: '告知承诺核查',
    senders: ['hub'],
    addressed: 'clause',
    limits: { received: twoDays, answered: { amount: 30, unit: 'workingDay' } },
    answers: ['check-result'],
  },
  'check-result': {
    ...usual,
    title: '检查结果',
    senders: ['supervision', 'hub'],
    addressed: 'bureau',
  },
  'penalty-feedback': {
    ...usual,
    title: '处罚反馈',
    senders: ['supervision', 'hub'],
    addressed: 'bureau',
  },
  'permit-change-opinion': {
    ...usual,
    title: '许可变更意见',
    senders: ['supervision', 'approval'],
    addressed: 'bureau',
    answerBy: 'answerBy',
    answers: ['permit-change-opinion'],
  },
  'tech-support-request': {
    ...usual,
    title: '技术支撑请求',
    senders: ['approval', 'hub'],
    addressed: 'named',
    answerBy: 'completeBy',
    answers: ['tech-support-result'],
  },
  'tech-support-result': {
    ...usual,
    title: '技术支撑结果',
    senders: ['supervision'],
    opens: false,
    addressed: 'bureau',
  },
  'document-sync': {
    ...usual,
    title: '文件同发',
    senders: ['supervision'],
    addressed: 'bureau',
    limits: { received: twoDays },
  },
  notice: {
    ...usual,
    title: '会议培训通知',
    senders: ['supervision', 'approval'],
    addressed: 'bureau',
    answerBy: 'respondBy',
    answers: ['notice'],
  },
  'written-opinion-request': {
    ...usual,
    title: '书面意见请求',
    senders: ['approval'],
    addressed: 'named',
    answerBy: 'answerBy',
    answers: ['written-opinion-answer'],
  },
  'written-opinion-answer': {
    ...usual,
    title: '书面意见答复',
    senders: ['supervision'],
    opens: false,
    addressed: 'bureau',
  },
  'status-sync': {
    ...usual,
    title: '办件状态同步',
    senders: ['hub'],
    addressed: 'clause',
  },
  urge: {
    ...usual,
    title: '催办',
    senders: ['hub'],
    addressed: 'clause',
  },
  supervise: {
    ...usual,
    title: '督办',
    senders: ['hub', 'approval'],
    addressed: 'named',
  },
};
