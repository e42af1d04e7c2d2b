export { StandardsInForce, type InForce } from './standards-in-force.js';
export { CodesInForce } from './codes-in-force.js';
export { planStandards, type PlannedStandard } from './plan-standards.js';
export { applyStandards, revertStandard, type AppliedStandards } from './apply-standards.js';
export { readStandardVersions, selectNewest as readStandards } from './sql/select-standards.js';
export { noteMappings, type NotedMapping } from './sql/note-mapping.js';
export { readAppliedStandards } from './compile-held.js';
