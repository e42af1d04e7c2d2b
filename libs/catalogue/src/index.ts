export * from './policy-content.js';
export { parsePolicy } from './parse-policy.js';
export { parseTimeLimit } from './time-limit.js';
export { openSnapshot, type SnapshotParts } from './snapshot.js';
export { loadPolicy, type LoadedPolicy } from './load-policy.js';
export { readCalendar, readPolicyEdition, readSnapshot, type PolicyEdition } from './read-snapshot.js';
export { PolicyReader } from './policy-reader.js';
