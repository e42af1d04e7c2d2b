import { ownField, type CaseFacts } from '#base/contracts';
import type { MissingPart } from './route-decision.js';

const titles: Readonly<Record<MissingPart, string>> = {
  state: '办结状态',
  item: '事项编码',
  region: '行政区划',
  decidedAt: '决定时间',
  applicantName: '申请人名称',
  applicantId: '申请人证件号码',
};

/** What a granted case lacks before it is complete enough to be told; applicant facts may come from either record. */
export function missingParts(facts: CaseFacts): readonly MissingPart[] {
  const known = (field: string): boolean =>
    [facts.application, facts.acceptance].some((record) => {
      const value = ownField(record, field);
      return typeof value === 'string' && value !== '';
    });
  const parts: readonly (readonly [MissingPart, boolean])[] = [
    ['state', facts.state === 'CLOSED'],
    ['item', facts.itemCodes.length > 0],
    ['region', facts.region !== null],
    ['decidedAt', facts.decidedAt !== null],
    ['applicantName', known('applicantName')],
    ['applicantId', known('applicantId')],
  ];
  return parts.filter(([, present]) => !present).map(([part]) => part);
}

/** The Chinese sentence that says what a case is waiting for. */
export function missingSentence(missing: readonly MissingPart[]): string {
  return `准予许可，但尚缺${missing.map((part) => titles[part]).join('、')}，待相关记录到达后推送。`;
}
