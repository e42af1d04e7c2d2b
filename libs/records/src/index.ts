export * from './put-records.js';
export { readCaseFacts, readStandingFacts, type CaseFacts } from './read-case-facts.js';
export { readSupervision, supervisionKeys, type SupervisionRecord } from './read-supervision.js';
export { readHolderCases } from './sql/read-holder-cases.js';
export { foreseeCaseFacts } from './foresee-facts.js';
export { decisiveKinds, replaces, weighRecords, type PutVerdict } from './weigh-records.js';
export { refreshCaseStatus } from './sql/refresh-case-status.js';
export { markRoutes, type CaseRoute } from './sql/mark-routes.js';
export { ensureHistoryPartitions } from './sql/ensure-history-partitions.js';
