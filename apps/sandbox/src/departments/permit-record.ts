import type { FaultCode } from '#base/contracts';
import { localDay, localTime } from '../generator/index.js';
import { applicantOf } from '../generator/applicant.js';
import { creditCode, withWrongCheck } from '../generator/identifiers.js';
import type { RecordPlan, SampleRecord } from './sample-record.js';
import { dayBefore } from './supervision-record.js';

type Cells = Readonly<Record<string, string | null>>;

const fiveYearsMs = 1_826 * 86_400_000;

/** Of a hundred permits, these are wrong; each number is one row to park. */
const spoilt: Readonly<Record<number, readonly [FaultCode, (cells: Cells) => Cells]>> = {
  13: ['HUB_USCC_INVALID', ({ XK_XDR_SHXYM: code }) => ({ XK_XDR_SHXYM: withWrongCheck(code ?? '') })],
  29: ['HUB_CODE_UNKNOWN', () => ({ XK_ZT: '0' })],
  47: ['HUB_FIELD_MISSING', () => ({ XK_JDRQ: null })],
  61: ['HUB_USCC_INVALID', ({ XK_XKJGDM: code }) => ({ XK_XKJGDM: withWrongCheck(code ?? '') })],
};

/** A pollution permit (排污许可证) as 双公示 of 2018 reports it; one of a hundred is reported again as no longer valid. */
export function tellPermit(source: string, plan: RecordPlan): readonly SampleRecord[] {
  const number = plan.serial % 100;
  const permit = permitOf(source, plan);
  const fault = spoilt[number];
  if (fault !== undefined) {
    const [parked, change] = fault;
    return [{ ...permit, parked, body: { ...permit.body, ...change(permit.body) }, unified: {} }];
  }
  if (number !== 7) return [permit];
  const writtenAt = new Date(permit.writtenAt.getTime() + 1_000);
  const body = { ...permit.body, XK_ZT: '2', CREATE_DATE: localTime(writtenAt) };
  return [permit, { ...permit, writtenAt, body, unified: { ...permit.unified, state: 'INVALID' } }];
}

function permitOf(source: string, plan: RecordPlan): SampleRecord {
  const agency = plan.policy.departments.find(
    ({ region, department }) => region === '370800' && department === 'sthjj',
  );
  if (agency === undefined) throw new Error('the sample policy has no 370800.sthjj');
  const holder = holderOf(plan);
  const decidedOn = dayBefore(plan, plan.dice.between(1, 7));
  const validTo = localDay(new Date(new Date(`${decidedOn}T00:00:00+08:00`).getTime() + fiveYearsMs));
  const decision = `济环许字〔${decidedOn.slice(0, 4)}〕${plan.serial}号`;
  const permitNumber = `${holder.uscc}001P`;
  return {
    source,
    stream: 'permit',
    identity: decision,
    writtenAt: plan.at,
    parked: null,
    body: {
      XK_XDR_MC: holder.name,
      XK_XDR_LB: '法人及非法人组织',
      XK_XDR_SHXYM: holder.uscc,
      XK_FRDB: '样例法人',
      XK_XKWS: '排污许可证核发决定书',
      XK_WSH: decision,
      XK_XKLB: '普通',
      XK_XKZS: '排污许可证',
      XK_XKBH: permitNumber,
      XK_NR: '排放水污染物、大气污染物（重点管理）',
      XK_JDRQ: decidedOn.replaceAll('-', '/'),
      XK_YXQZ: decidedOn.replaceAll('-', '/'),
      XK_YXQZI: validTo.replaceAll('-', '/'),
      XK_XKJG: agency.name,
      XK_XKJGDM: agency.uscc,
      XK_ZT: '1',
      XK_LYDW: agency.name,
      XK_LYDWDM: agency.uscc,
      CREATE_DATE: localTime(plan.at),
    },
    unified: {
      counterpartyName: holder.name,
      counterpartyType: 'ORGANISATION',
      counterpartyUscc: holder.uscc,
      decisionNumber: decision,
      permitCategory: 'ORDINARY',
      permitName: '排污许可证',
      permitNumber,
      decidedOn,
      validFrom: decidedOn,
      validTo,
      agencyName: agency.name,
      agencyUscc: agency.uscc,
      state: 'IN_FORCE',
      removed: false,
    },
  };
}

function holderOf({ dice, serial }: RecordPlan): { readonly name: string; readonly uscc: string } {
  const region = dice.pick(['370811', '370881']);
  const { person, name, id } = applicantOf(dice, region);
  return person
    ? { name: `济宁市样例排污单位${serial}号有限公司`, uscc: creditCode(dice, region) }
    : { name, uscc: id };
}
