import { decideRoutes, type RouteDecision, type RouteInput, type ToldMessage } from '#libs/routing';
import {
  brandAs,
  type CaseFacts,
  type Clause,
  type DepartmentCode,
  type DepartmentRef,
  type ItemCode,
  type PlannedMessage,
  type PolicySnapshot,
  type RegionCode,
} from '#base/contracts';

const jining = brandAs<RegionCode>('370800');
/** A department of the sample city. */
export const to = (code: string): DepartmentRef => ({
  region: jining,
  department: brandAs<DepartmentCode>(code),
});
const itemOf = (code: string, name: string, alias: string) => ({
  code: brandAs<ItemCode>(code),
  name,
  aliases: [{ system: 'nationalCatalogCode', code: alias } as const],
  linked: [],
});
const items = [
  itemOf('construction-permit', '建筑工程施工许可证核发', 'C1'),
  itemOf('other', '其他事项', 'C2'),
];

/** A clause in force that names a department. */
export const clauseTo = (department: string, change: Partial<Clause> = {}): Clause => ({
  id: `m-${department}`,
  version: 1,
  memorandum: 'm',
  region: jining,
  item: brandAs<ItemCode>('construction-permit'),
  kind: 'license-decision',
  from: brandAs<DepartmentCode>('xzspj'),
  direction: 'approval-to-supervision',
  to: to(department),
  targets: [to(department)],
  materials: [],
  ladder: [{ offset: 0, unit: 'workingDay', action: 'supervise', target: 'centre', colour: null }],
  support: null,
  profile: ['case', 'item', 'decision', 'licence', 'applicant.name', 'applicant.id'],
  claimMode: 'explicit',
  claimWithin: { amount: 2, unit: 'workingDay' },
  receipts: ['received', 'claimed'],
  answerWithin: null,
  urgeBefore: { amount: 1, unit: 'workingDay' },
  validFrom: '2024-01-01',
  validTo: null,
  ...change,
});

/** A policy of these clauses; `retired` ones are known but no longer in force. */
export function policyWith(clauses: readonly Clause[], retired: readonly Clause[] = []): PolicySnapshot {
  return {
    version: '1-test',
    departments: [],
    department: () => null,
    contact: () => ({ liaison: null, leader: null }),
    approvalBureau: () => null,
    findItem: (codes) =>
      items.find((item) => item.aliases.some((alias) => codes.includes(alias.code))) ?? null,
    clauseVersions: (kind, region, item) =>
      clauses.filter((one) => one.kind === kind && one.region === region && one.item === item),
    clauses: (kind, region, item, date) =>
      clauses.filter(
        (one) =>
          one.kind === kind &&
          one.region === region &&
          one.item === item &&
          one.validFrom <= date &&
          (one.validTo === null || date <= one.validTo),
      ),
    clause: (id, version) =>
      [...clauses, ...retired].find((one) => one.id === id && one.version === version) ?? null,
    codesSpokenOf: (kind) =>
      items
        .filter(({ code }) => clauses.some((one) => one.kind === kind && one.item === code))
        .flatMap(({ aliases }) => aliases.map((alias) => alias.code)),
    transferred: (_region, item) => item === 'construction-permit',
    boundary: () => null,
    partners: () => false,
  };
}

/** Answers always the same edition: these terms and a year without holidays. */
export const policyOf = (snapshot: PolicySnapshot) => ({
  current: () =>
    Promise.resolve({
      snapshot,
      calendar: {
        version: 'test',
        publishedFrom: '2026-01-01',
        publishedUntil: '2026-12-31',
        years: [{ year: 2026, off: [], work: [] }],
        regions: [],
      },
    }),
});

/** A granted case, complete. */
export const granted: CaseFacts = {
  source: brandAs('370800.xzspj.front'),
  caseNumber: brandAs('370808012600001'),
  state: 'CLOSED',
  result: 'GRANTED',
  removed: false,
  decidedAt: new Date('2026-11-19T16:30:00Z'),
  region: jining,
  itemCodes: ['unknown', 'C1'],
  application: {
    projectName: '示例综合楼',
    applicantName: '济宁示例建设有限公司',
    applicantIdType: 'USCC',
    applicantId: '91370800MA00000001',
    contactPhone: '13800000000',
    appliedAt: '2026-11-16T01:00:00+00:00',
    departmentUscc: '11370800MBH700374B',
    departmentName: '济宁市行政审批服务局',
  },
  acceptance: { acceptedAt: '2026-11-16T10:30:00+08:00' },
  resultRecord: { approvalNumber: '济审〔2026〕1号', licenceName: '施工许可证', licenceNumber: 'A-1' },
};

let ids = 0;
/** What the decision is asked with: the granted case, changed. */
export const routeInput = (
  facts: Partial<CaseFacts>,
  told: readonly ToldMessage[] = [],
  policy = policyWith([clauseTo('zjj')]),
): RouteInput => ({
  facts: { ...granted, ...facts },
  told,
  policy,
  planDeadline: (_region, start, { expects, limit }) => ({
    expects,
    limit,
    due: { state: 'due', at: new Date(start.getTime() + limit.amount * 86_400_000), calendarVersion: 'test' },
    urgeAt: null,
  }),
  now: new Date('2026-11-20T08:00:00Z'),
  newId: () => String((ids += 1)).padStart(6, '0'),
});
/** The messages of a decision. */
export const messagesOf = (decision: RouteDecision): readonly PlannedMessage[] =>
  decision.outcome === 'messages' ? decision.messages : [];
/** Messages as they are remembered once told. */
export const remember = (messages: readonly PlannedMessage[]): readonly ToldMessage[] =>
  messages.map((message) => ({
    messageId: message.id,
    to: message.to,
    kind: message.kind,
    change: (message.body['change'] ?? 'granted') as ToldMessage['change'],
    body: JSON.parse(JSON.stringify(message.body)) as Record<string, unknown>,
    clause: message.clause,
  }));
/** What is remembered after the first telling of the granted case. */
export const firstTold = (policy = policyWith([clauseTo('zjj')])): readonly ToldMessage[] =>
  remember(messagesOf(decideRoutes(routeInput({}, [], policy))));
/** The granted case with another result record. */
export const withResult = (change: object): Partial<CaseFacts> => ({
  resultRecord: { ...granted.resultRecord, ...change },
});
