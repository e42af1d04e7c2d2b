import type { CaseResult, FaultCode } from '#base/contracts';
import type { Edition, FrontStream } from '../tables/index.js';
import type { CasePlan } from './case-plan.js';
import { withWrongCheck } from './identifiers.js';
import type { Cast } from './policy.js';
import { amend, amendEverywhere, arrivesFirst, lowerVersionLast, report, reportAgain } from './report.js';
import { localTime } from './local-time.js';
import type { FrontRow } from './rows.js';

/** How a case stands in the end: a result, still open, or withdrawn by the department's own deletion. */
export type Outcome = CaseResult | 'OPEN' | 'REMOVED';

/** What a story leaves behind besides rows. */
export interface Telling {
  readonly rows: readonly FrontRow[];
  readonly outcome: Outcome;
  /** Rows the hub must park, with the reason. */
  readonly parked: readonly { readonly stream: FrontStream; readonly code: FaultCode }[];
  /** The item is in no catalogue: parked when the licence is routed. */
  readonly itemUnknown: boolean;
  /** The hub cannot know the applicant, so the licence waits. */
  readonly applicantUnknown: boolean;
  /** The region of today, where the rows carry an old code. */
  readonly region: string;
  /** A licence that was granted first, and taken back in wave 2. */
  readonly retracted: boolean;
}

/** One way a case may go; `share` says how many of a hundred cases of an edition go it. */
export interface Story {
  readonly name: string;
  readonly title: string;
  readonly share: Readonly<Record<Edition, number>>;
  readonly cast: keyof Cast;
  readonly pauses: boolean;
  /** The pause goes on, so it began lately. */
  readonly lasting: boolean;
  tell(plan: CasePlan): Telling;
}

type Tell = (plan: CasePlan) => Partial<Telling> & Pick<Telling, 'rows'>;

function story(
  name: string,
  title: string,
  share: Story['share'],
  tell: Tell,
  more: { readonly cast?: keyof Cast; readonly pauses?: true; readonly lasting?: true } = {},
): Story {
  return {
    name,
    title,
    share,
    cast: more.cast ?? 'ordinary',
    pauses: more.pauses ?? false,
    lasting: more.lasting ?? false,
    tell: (plan) => ({
      outcome: 'GRANTED',
      parked: [],
      itemUnknown: false,
      applicantUnknown: false,
      region: plan.subject.region,
      retracted: false,
      ...tell(plan),
    }),
  };
}

const both = (share: number): Story['share'] => ({ A: share, B: share });
const granted = (plan: CasePlan): readonly FrontRow[] => report(plan, { closed: '0' });
const old = (plan: CasePlan): boolean => plan.system.edition === 'A';

const plainStories: readonly Story[] = [
  story('granted', '准予许可', { A: 54, B: 49 }, (plan) => ({ rows: granted(plan) })),
  story('grantedAfterPause', '经特别程序后准予许可', both(5), (plan) => ({ rows: granted(plan) }), {
    pauses: true,
  }),
  story('grantedForTwo', '两个监管部门的事项准予许可', both(2), (plan) => ({ rows: granted(plan) }), {
    cast: 'twoSupervisors',
  }),
  story('refused', '不予许可(旧代次：其他办结)', both(6), (plan) => ({
    rows: report(plan, { closed: old(plan) ? '6' : '1' }),
    outcome: old(plan) ? 'CLOSED_OTHER' : 'REFUSED',
  })),
  story('notAccepted', '不予受理(旧代次：退回办结)', both(3), (plan) => ({
    rows: report(plan, { closed: old(plan) ? '1' : '6' }),
    outcome: old(plan) ? 'WITHDRAWN_OR_ABANDONED' : 'NOT_ACCEPTED',
  })),
  story('withdrawn', '退件或补正不来', both(3), (plan) => ({
    rows: report(plan, { closed: '5' }),
    outcome: 'WITHDRAWN_OR_ABANDONED',
  })),
  story('forwarded', '转报', both(1), (plan) => ({
    rows: report(plan, { closed: '4' }),
    outcome: 'FORWARDED',
  })),
  story('underWay', '办理中', both(5), (plan) => ({ rows: report(plan, { open: 'step' }), outcome: 'OPEN' })),
  story(
    'paused',
    '特别程序中',
    both(2),
    (plan) => ({ rows: report(plan, { open: 'specialProcedure' }), outcome: 'OPEN' }),
    { pauses: true, lasting: true },
  ),
];

const laterStories: readonly Story[] = [
  story('voidedAfterGrant', '许可后作废', both(2), (plan) => ({
    rows: reportAgain(granted(plan), 'result', { DONERESULT: '2', EXITRES: '因申请材料不实作废。' }),
    outcome: 'VOIDED',
    retracted: true,
  })),
  story('deletedAfterGrant', '许可后删除', both(1), (plan) => ({
    rows: reportAgain(
      granted(plan),
      'result',
      old(plan) ? { DONERESULT: '3', EXITRES: '误报删除。' } : { CD_OPERATION: 'D' },
    ),
    outcome: old(plan) ? 'DELETED' : 'REMOVED',
    retracted: true,
  })),
  story('registrationVoided', '登记作废', both(1), (plan) => ({
    rows: amend(report(plan, { open: 'step' }), 'application', { DATASTATE: '0' }),
    outcome: 'REMOVED',
  })),
  story('corrected', '许可后更正地址', both(2), (plan) => ({
    rows: reportAgain(granted(plan), 'application', { ADDRESS: `${plan.applicant.address}(更正)` }),
  })),
  story('lowerVersionLate', '低版本迟到', both(1), (plan) => ({
    rows: lowerVersionLast(
      reportAgain(granted(plan), 'result', { CERTIFICATENO: `${plan.licenceNumber}-2` }),
      'result',
    ),
  })),
  story('resultFirst', '办结早于受理到达', both(2), (plan) => ({
    rows: arrivesFirst(granted(plan), 'result'),
  })),
];

const faultyStories: readonly Story[] = [
  story('noEndTime', '环节缺结束时间', both(1), (plan) => ({
    rows: amend(granted(plan), 'step', { NODEENDTIME: null }),
  })),
  story('endsBeforeStart', '环节结束早于开始', both(1), (plan) => ({
    rows: amend(granted(plan), 'step', {
      NODEENDTIME: localTime(new Date(plan.timeline.appliedAt.getTime() - 86_400_000)),
    }),
  })),
  story('fillers', '填充值', both(1), (plan) => ({
    rows: amend(amend(granted(plan), 'application', { PROJPWD: '11111', CONTACTMAN: '无' }), 'acceptance', {
      PROJPWD: '11111',
      APPLICANTEMAIL: '无',
      PROMISEDATE: '1753-01-01 00:00:00',
    }),
  })),
  story('wrongBureauCode', '受理单位信用代码校验不过', both(1), (plan) => ({
    rows: amend(granted(plan), 'acceptance', { ACCEPTDEPTID: withWrongCheck(plan.bureau.uscc) }),
    parked: [{ stream: 'acceptance', code: 'HUB_USCC_INVALID' }],
  })),
  story('wrongApplicantCode', '申请人证件号码校验不过', both(1), (plan) => ({
    rows: amend(granted(plan), 'application', {
      APPLY_CARDTYPENUMBER: withWrongCheck(plan.applicant.id),
    }),
    parked: [
      {
        stream: 'application',
        code: plan.applicant.person ? 'HUB_ID_NUMBER_INVALID' : 'HUB_USCC_INVALID',
      },
    ],
    applicantUnknown: true,
  })),
  story('unknownResult', '办结结果代码不在代码表内', both(1), (plan) => ({
    rows: amend(granted(plan), 'result', { DONERESULT: '9' }),
    outcome: 'OPEN',
    parked: [{ stream: 'result', code: 'HUB_CODE_UNKNOWN' }],
  })),
  story('badDate', '办结时间无法识别', { A: 1, B: 0 }, (plan) => ({
    rows: amend(granted(plan), 'result', { OCCURTIME: '2026-13-45 25:61:00' }),
    outcome: 'OPEN',
    parked: [{ stream: 'result', code: 'HUB_DATE_INVALID' }],
  })),
  story('noDate', '办结时间为空', { A: 0, B: 1 }, (plan) => ({
    rows: amend(granted(plan), 'result', { OCCURTIME: null }),
    outcome: 'OPEN',
    parked: [{ stream: 'result', code: 'HUB_FIELD_MISSING' }],
  })),
  story('oldRegion', '旧区划 370882', both(1), (plan) => ({
    rows: amendEverywhere(granted(plan), 'REGION_ID', '370882'),
    region: '370812',
  })),
  story('unknownRegion', '区划代码不存在', both(1), (plan) => ({
    rows: amend(granted(plan), 'result', { REGION_ID: '999999' }),
    outcome: 'OPEN',
    parked: [{ stream: 'result', code: 'HUB_REGION_UNKNOWN' }],
  })),
  story('unknownItem', '目录外事项', both(1), (plan) => ({
    rows: Object.entries({ ITEM_CODE: 'JN-LEGACY-0001', ITEMNO: 'JN-LEGACY-0001', IMPLEMENT_CODE: null })
      .concat([
        ['COUCATALOGCODE', null],
        ['COUTASKCODE', null],
      ])
      .reduce((rows, [column, value]) => amendEverywhere(rows, column, value), granted(plan)),
    itemUnknown: true,
  })),
];

const silentStories: readonly Story[] = [
  story('notTransferred', '未划转事项准予许可', { A: 0, B: 2 }, (plan) => ({ rows: granted(plan) }), {
    cast: 'notTransferred',
  }),
  story('withoutMemorandum', '无备忘录事项准予许可', { A: 0, B: 2 }, (plan) => ({ rows: granted(plan) }), {
    cast: 'withoutMemorandum',
  }),
  story('outOfForce', '条款不在有效期', { A: 0, B: 1 }, (plan) => ({ rows: granted(plan) }), {
    cast: 'outOfForce',
  }),
];

/** Every story; the shares of an edition add up to a hundred. */
export const stories: readonly Story[] = [
  ...plainStories,
  ...laterStories,
  ...faultyStories,
  ...silentStories,
];

/** The stories of an edition, a hundred of them, each as often as its share says. */
export function storiesOf(edition: Edition): readonly Story[] {
  return stories.flatMap((entry) => Array.from({ length: entry.share[edition] }, () => entry));
}
