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

/** Every kind with its rule; the published page and the checks of what comes in are made from it. */
export const kindRules: Readonly<Record<MessageKind, KindRule>> = {
  'license-decision': {
    title: '许可决定推送',
    senders: ['hub'],
    opens: true,
    addressed: 'clause',
    limits: { received: twoDays, claimed: twoDays },
    answerBy: null,
    answers: ['check-result', 'penalty-feedback', 'permit-change-opinion'],
  },
  'commitment-check': {
    title: '告知承诺核查',
    senders: ['hub'],
    opens: true,
    addressed: 'clause',
    limits: { received: twoDays, answered: { amount: 30, unit: 'workingDay' } },
    answerBy: null,
    answers: ['check-result'],
  },
  'check-result': {
    title: '检查结果',
    senders: ['supervision', 'hub'],
    opens: true,
    addressed: 'bureau',
    limits: { received: oneDay },
    answerBy: null,
    answers: [],
  },
  'penalty-feedback': {
    title: '处罚反馈',
    senders: ['supervision', 'hub'],
    opens: true,
    addressed: 'bureau',
    limits: { received: oneDay },
    answerBy: null,
    answers: [],
  },
  'permit-change-opinion': {
    title: '许可变更意见',
    senders: ['supervision', 'approval'],
    opens: true,
    addressed: 'bureau',
    limits: { received: oneDay },
    answerBy: 'answerBy',
    answers: ['permit-change-opinion'],
  },
  'tech-support-request': {
    title: '技术支撑请求',
    senders: ['approval', 'hub'],
    opens: true,
    addressed: 'named',
    limits: { received: oneDay },
    answerBy: 'completeBy',
    answers: ['tech-support-result'],
  },
  'tech-support-result': {
    title: '技术支撑结果',
    senders: ['supervision'],
    opens: false,
    addressed: 'bureau',
    limits: { received: oneDay },
    answerBy: null,
    answers: [],
  },
  'document-sync': {
    title: '文件同发',
    senders: ['supervision'],
    opens: true,
    addressed: 'bureau',
    limits: { received: twoDays },
    answerBy: null,
    answers: [],
  },
  notice: {
    title: '会议培训通知',
    senders: ['supervision', 'approval'],
    opens: true,
    addressed: 'bureau',
    limits: { received: oneDay },
    answerBy: 'respondBy',
    answers: ['notice'],
  },
  'written-opinion-request': {
    title: '书面意见请求',
    senders: ['approval'],
    opens: true,
    addressed: 'named',
    limits: { received: oneDay },
    answerBy: 'answerBy',
    answers: ['written-opinion-answer'],
  },
  'written-opinion-answer': {
    title: '书面意见答复',
    senders: ['supervision'],
    opens: false,
    addressed: 'bureau',
    limits: { received: oneDay },
    answerBy: null,
    answers: [],
  },
  'status-sync': {
    title: '办件状态同步',
    senders: ['hub'],
    opens: true,
    addressed: 'clause',
    limits: { received: oneDay },
    answerBy: null,
    answers: [],
  },
  urge: {
    title: '催办',
    senders: ['hub'],
    opens: true,
    addressed: 'clause',
    limits: { received: oneDay },
    answerBy: null,
    answers: [],
  },
  supervise: {
    title: '督办',
    senders: ['hub', 'approval'],
    opens: true,
    addressed: 'named',
    limits: { received: oneDay },
    answerBy: null,
    answers: [],
  },
};
