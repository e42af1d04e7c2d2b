import type { ReceiptType } from '#base/contracts';
import { diceOf, localDay, localTime, type Dice } from '../generator/index.js';
import type { Act, ActFacts } from './reactions.js';

type Body = Readonly<Record<string, unknown>>;

const dayMs = 86_400_000;

interface Writing {
  readonly facts: ActFacts;
  readonly by: string;
  readonly now: Date;
  readonly dice: Dice;
}

const writers: Readonly<Record<Act, (writing: Writing) => Body>> = {
  received: (writing) => receipt('received', writing),
  claimed: (writing) => receipt('claimed', writing),
  returned: (writing) => ({
    ...receipt('returned', writing),
    reason: '经核对，该许可对应的监管职责不在我局，请改送有关部门。',
  }),
  // Only a licence can have been inspected; an opinion is answered without findings.
  answered: (writing) => ({
    ...receipt('answered', writing),
    ...(writing.facts.licenceNumber === null ? {} : { answer: finding(writing) }),
  }),
  'check-result': finding,
  'penalty-feedback': penalty,
  'permit-change-opinion': opinion,
  'support-scheduled': ({ now }) => ({
    stage: 'SCHEDULED',
    scheduledAt: written(new Date(now.getTime() + dayMs)),
    explanation: '已安排两名工作人员到场踏勘。',
  }),
  'support-completed': ({ dice }) =>
    dice.chance(80)
      ? { stage: 'COMPLETED', conclusion: 'PASSED', explanation: '现场与申请材料一致，符合许可条件。' }
      : { stage: 'COMPLETED', conclusion: 'CONDITIONAL', explanation: '标识不全，整改后符合许可条件。' },
};

/** The body of a reply by its kind's JSON Schema; what it says is decided by the message's id alone. */
export function replyBody(act: Act, facts: ActFacts, by: string, now: Date): Body {
  return writers[act]({ facts, by, now, dice: diceOf(`reply/${facts.messageId}/${act}`) });
}

function receipt(act: ReceiptType, { facts, by, now }: Writing): Body {
  return { messageId: facts.messageId, receipt: act, at: written(now), by };
}

function written(at: Date): string {
  return `${localTime(at).replace(' ', 'T')}+08:00`;
}

function finding({ dice, facts, now }: Writing): Body {
  const about = { inspectedOn: localDay(now), ...subjectOf(facts) };
  const throwOf = dice.between(1, 10);
  if (throwOf <= 7)
    return {
      ...about,
      result: 'CONFORMING',
      treatment: 'PASSED',
      explanation: '经现场检查，与许可内容一致。',
    };
  if (throwOf <= 9)
    return {
      ...about,
      result: 'MOSTLY_CONFORMING',
      treatment: 'RECTIFY',
      rectifyBy: localDay(new Date(now.getTime() + 14 * dayMs)),
      explanation: '管理制度未上墙，已责令限期整改。',
    };
  return {
    ...about,
    result: 'NOT_CONFORMING',
    treatment: 'ENFORCEMENT',
    explanation: '经营条件与许可不符，已移交执法。',
  };
}

function penalty({ dice, facts, now }: Writing): Body {
  const decided = {
    decisionNumber: `样例罚字〔${localDay(now).slice(0, 4)}〕${dice.between(1, 999)}号`,
    decidedOn: localDay(now),
    facts: '未按许可内容从事活动。',
    ...subjectOf(facts),
  };
  return dice.chance(80)
    ? { ...decided, kinds: ['WARNING', 'FINE'], amount: `${dice.between(1, 20) * 1000}.00` }
    : { ...decided, kinds: ['SUSPENSION'] };
}

function opinion({ dice, facts, now }: Writing): Body {
  return {
    opinion: dice.pick(['CHANGE', 'SUSPEND', 'REVOKE']),
    grounds: '连续两次检查不符合许可条件，建议审批部门研究处理。',
    answerBy: localDay(new Date(now.getTime() + 7 * dayMs)),
    ...subjectOf(facts),
  };
}

function subjectOf({ licenceName, licenceNumber, holder }: ActFacts): Body {
  return {
    ...(licenceNumber === null
      ? {}
      : { licence: { number: licenceNumber, ...(licenceName === null ? {} : { name: licenceName }) } }),
    ...(holder === null ? {} : { holder: { name: holder } }),
  };
}
