import { brandAs, type Department, type LicensedCase } from '#base/contracts';
import type { SupervisionFacts } from '#libs/routing';
import { to } from './routing-case.js';

/** The bureau that granted the licences. */
export const grantingBureau: Department = {
  ...to('xzspj'),
  name: '济宁市行政审批服务局',
  uscc: '11370800MBH700374B',
  role: 'approval',
  partitions: 1,
};

/** An inspection that found the holder not conforming, changed. */
export const inspection = (facts: object = {}, change: Partial<SupervisionFacts> = {}): SupervisionFacts => ({
  kind: 'inspection',
  source: brandAs('370800.zjj.supervision'),
  number: 'JG-1',
  revision: 1,
  removed: false,
  facts: {
    itemCode: '01370800000001',
    counterpartyId: '91370800MA00000001',
    counterpartyName: '济宁示例建设有限公司',
    actionName: '施工现场检查',
    checkResult: 'NOT_CONFORMING',
    checkedOn: '2026-11-20',
    ...facts,
  },
  ...change,
});

/** A penalty that revokes its licence. */
export const penalty = (facts: object = {}): SupervisionFacts => ({
  ...inspection({
    actionName: '未按许可施工',
    decisionNumber: '济罚〔2026〕1号',
    decidedOn: '2026-11-20',
    penaltyKind: 'REVOCATION',
    outcome: '吊销施工许可证（编号 SG-10001）',
    ...facts,
  }),
  kind: 'penalty',
});

/** A licence of the holder. */
export const licence = (change: Partial<LicensedCase> = {}): LicensedCase => ({
  source: brandAs('370800.xzspj.front'),
  caseNumber: brandAs('370808012600001'),
  itemCodes: ['C1'],
  itemName: null,
  region: '370800',
  departmentUscc: grantingBureau.uscc,
  holderId: '91370800MA00000001',
  holderName: '济宁示例建设有限公司',
  decidedAt: new Date('2026-01-19T01:00:00Z'),
  licenceName: '施工许可证',
  licenceNumber: 'SG-10001',
  approvalNumber: null,
  validTo: null,
  ...change,
});

/** A penalty as credit publicity reports it. */
export const asCredit = (facts: object): SupervisionFacts => ({
  ...inspection({
    counterpartyUscc: '91370800MA00000001',
    decisionNumber: '济罚〔2026〕1号',
    decidedOn: '2026-11-20',
    penaltyCategory: '罚款；吊销许可证件',
    fineAmount: 2000,
    ...facts,
  }),
  kind: 'creditPenalty',
});
