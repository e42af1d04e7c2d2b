export * from './put-records.js';
export * from './read-case-facts.js';
export { refreshCaseStatus } from './sql/refresh-case-status.js';
export { markRoutes, type CaseRoute } from './sql/mark-routes.js';
export { ensureHistoryPartitions } from './sql/ensure-history-partitions.js';
