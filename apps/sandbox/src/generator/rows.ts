import type { CodeSystem } from '#base/contracts';
import type { FrontStream } from '../tables/index.js';
import type { CasePlan } from './case-plan.js';
import { localTime, writtenTime } from './local-time.js';

export type Cell = string | number | null;

/** One row of a front table. `wave` 2 rows belong to what happened to a case after its first report. */
export interface FrontRow {
  readonly stream: FrontStream;
  readonly wave: 1 | 2;
  readonly writtenAt: Date;
  readonly cells: Readonly<Record<string, Cell>>;
}

const stepNames = ['受理', '审查', '审核', '决定'] as const;

function codeOf(plan: CasePlan, systems: readonly CodeSystem[]): string | null {
  const { aliases } = plan.subject.item;
  const found = systems.map((system) => aliases.find((alias) => alias.system === system));
  return found.find((alias) => alias !== undefined)?.code ?? null;
}

function itemCells(plan: CasePlan): Record<string, Cell> {
  const local = codeOf(plan, ['localCatalogCode', 'nationalCatalogCode']);
  return {
    ITEM_CODE: local,
    IMPLEMENT_CODE: codeOf(plan, ['localTaskCode', 'nationalTaskCode']),
    ITEMNAME: plan.subject.item.name,
    ...(plan.system.edition === 'A' ? { ITEMNO: local, SUBITEMNO: '000', STDVER: '1.0' } : {}),
  };
}

function projectName(plan: CasePlan): string {
  return `${plan.applicant.name}${plan.subject.item.name}`;
}

/** How the system writes a moment: by its own clock, in generation A's text columns in whatever form the vendor chose. */
function momentIn(plan: CasePlan, at: Date): string {
  return writtenTime(at, plan.timeForm);
}

export function applicationCells(plan: CasePlan): Record<string, Cell> {
  const { applicant, bureau, timeline } = plan;
  return {
    PROJID: plan.caseNumber,
    DATAVER: 1,
    PROJPWD: plan.password,
    ...itemCells(plan),
    PROJECTNAME: projectName(plan),
    PROJECTSTATE: '90',
    INFOTYPE: '2',
    APPLYNAME: applicant.name,
    APPLY_CARDTYPE: applicant.idType,
    APPLY_CARDTYPENUMBER: applicant.id,
    CONTACTMAN: applicant.contact,
    CONTACTMAN_CARDTYPE: '111',
    CONTACTMAN_CARDNUMBER: applicant.contactId,
    TELPHONE: applicant.phone,
    POSTCODE: '272000',
    ADDRESS: applicant.address,
    LEGALMAN: applicant.legalPerson,
    DEPTID: bureau.uscc,
    DEPTNAME: bureau.name,
    RECEIVE_USEID: plan.clerk.replaceAll(/\D/g, ''),
    RECEIVE_NAME: plan.clerk,
    RECEIVETIME: momentIn(plan, timeline.appliedAt),
    APPROVE_TYPE: '01',
    REGION_ID: plan.subject.region,
    DATASTATE: '1',
    CREATE_TIME: localTime(timeline.appliedAt),
    ACCEPTLIST: '1:申请表,2:主体资格证明,3:承诺书',
    CD_OPERATION: 'I',
    APPLYFROM: '1',
    ...(plan.system.edition === 'B' ? { SYSMARK: 'JNXZSP', SOURCEID: 'JNXZSP' } : { SIGNSTATE: '0' }),
  };
}

export function acceptanceCells(plan: CasePlan): Record<string, Cell> {
  const { applicant, bureau, timeline } = plan;
  const national = {
    COUCATALOGCODE: codeOf(plan, ['nationalCatalogCode']),
    COUTASKCODE: codeOf(plan, ['nationalTaskCode']),
    SYSMARK: 'JNXZSP',
    SOURCEID: 'JNXZSP',
  };
  return {
    ORGBUSNO: plan.rowIds.acceptance,
    PROJID: plan.caseNumber,
    PROJPWD: plan.password,
    DATAVER: 1,
    REGION_ID: plan.subject.region,
    ...itemCells(plan),
    ITEMREGIONID: plan.subject.region,
    PROJECTNAME: projectName(plan),
    APPLICANT: applicant.name,
    APPLICANTMOBILE: applicant.phone,
    ACCEPTDEPTNAME: bureau.name,
    ACCEPTDEPTID: bureau.uscc,
    ACCEPTDEPTCODE1: '无',
    ACCEPTDEPTCODE2: '无',
    APPROVALTYPE: '2',
    PROMISETIMELIMIT: 10,
    PROMISETIMEUNIT: '1',
    TIMELIMIT: 20,
    TIMEUNIT: plan.system.edition === 'A' ? 'g' : 'G',
    SUBMIT: '1',
    OCCURTIME: momentIn(plan, timeline.acceptedAt),
    TRANSACTOR: plan.clerk,
    ACCEPTLIST: '1:申请表,2:主体资格证明,3:承诺书',
    CD_OPERATION: 'I',
    APPLYERTYPE: applicant.person ? '1' : '2',
    ACCEPTDOCNO: `济审批受字〔${localTime(timeline.acceptedAt).slice(0, 4)}〕${plan.caseNumber.slice(-5)}号`,
    PROMISEDATE: localTime(new Date(timeline.acceptedAt.getTime() + 14 * 86_400_000)),
    ITEMTYPE: '01',
    ...(plan.system.edition === 'B' ? national : {}),
  };
}

export function stepCells(plan: CasePlan, at: number, done: boolean): Record<string, Cell> {
  const { bureau, timeline } = plan;
  const last = timeline.steps.length - 1;
  const step = timeline.steps[at] ?? { startedAt: timeline.acceptedAt, endedAt: timeline.decidedAt };
  const states = plan.system.edition === 'A' ? (['01', '02'] as const) : (['1', '2'] as const);
  const name = at === last ? '决定' : (stepNames[at] ?? '审查');
  return {
    ORGBUSNO: plan.rowIds.step,
    PROJID: plan.caseNumber,
    ITEMREGIONID: plan.subject.region,
    DATAVER: 1,
    SN: at + 1,
    NODENAME: name,
    NODECODE: `N${at + 1}`,
    NODETYPE: at === 0 ? '1' : at === last ? '3' : '2',
    NODEPROCER: plan.clerk.replaceAll(/\D/g, ''),
    NODEPROCERNAME: plan.clerk,
    NODEPROCERAREA: plan.subject.region,
    REGION_ID: plan.subject.region,
    PROCUNIT: bureau.uscc,
    PROCUNITNAME: bureau.name,
    NODESTATE: states[done ? 1 : 0],
    NODESTARTTIME: momentIn(plan, step.startedAt),
    ...(done ? finishedCells(at, momentIn(plan, step.endedAt)) : {}),
    TIMELIMIT: 3,
    PROMISETIMEUNIT: '1',
    OCCURTIME: localTime(step.startedAt),
    CD_OPERATION: 'I',
    EVENTNAME: '通过',
  };
}

function finishedCells(at: number, endedAt: string): Record<string, Cell> {
  return { NODEENDTIME: endedAt, NODEADV: '材料齐全，符合法定形式。', NODERESULT: at === 0 ? '4' : '1' };
}

export function specialCells(plan: CasePlan, ended: boolean): Record<string, Cell> {
  const { timeline } = plan;
  const pause = timeline.paused ?? { startedAt: timeline.acceptedAt, endedAt: timeline.decidedAt };
  return {
    ORGBUSNO: plan.rowIds.specialProcedure,
    BUS_REGION_ID: plan.subject.region,
    PROJID: plan.caseNumber,
    REGION_ID: plan.subject.region,
    DATAVER: 1,
    SN: 1,
    NODENAME: '现场核查',
    PROCUNITNAME: plan.bureau.name,
    PROCUNITID: plan.bureau.uscc,
    PROCERNAME: plan.clerk,
    NODESTARTTIME: momentIn(plan, pause.startedAt),
    NODEENDTIME: ended ? momentIn(plan, pause.endedAt) : null,
    NOTETIME: localTime(pause.startedAt),
    NODEPROCADV: '需组织现场核查，核查时间不计入审批时限。',
    NODEPROCADDR: plan.applicant.address,
    NODEPROCACCORD: '《中华人民共和国行政许可法》第四十五条',
    NODERESULT: '4',
    CD_OPERATION: 'I',
    SPECIALTYPE: '2',
    SPECIALNAME: '现场核查',
    APPLYUSERNAME: plan.applicant.name,
    RESULT: ended ? '现场核查合格' : null,
  };
}

export function resultCells(plan: CasePlan, done: string): Record<string, Cell> {
  const granted = done === '0';
  const until = new Date(plan.timeline.decidedAt.getTime() + 5 * 365 * 86_400_000);
  return {
    ORGBUSNO: plan.rowIds.result,
    PROJID: plan.caseNumber,
    REGION_ID: plan.subject.region,
    ITEMREGIONID: plan.subject.region,
    DATAVER: 1,
    DONERESULT: done,
    EXITRES: granted ? null : '不符合法定条件、标准。',
    APPROVALNUMBER: plan.approvalNumber,
    APPROVALLIMIT: granted ? '五年' : null,
    CARDTYPE: granted ? '证照' : null,
    CERTIFICATENO: granted ? plan.licenceNumber : null,
    CERTIFICATELIMIT: granted ? localTime(until).slice(0, 10) : null,
    PUBLISHER: plan.bureau.name,
    ISFEE: '0',
    OCCURTIME: momentIn(plan, plan.timeline.decidedAt),
    TRANSACTOR: plan.clerk,
    CD_OPERATION: 'I',
    RESULTCETRNAME: granted ? plan.licenceName : null,
    ISDELIVERYRESULTS: '0',
    SATISFACTION: '5',
  };
}
