export * from './policy-content.js';
export { parsePolicy } from './parse-policy.js';
export { loadPolicy } from './load-policy.js';
export { type PolicyEdition } from './read-snapshot.js';
export { PolicyReader } from './policy-reader.js';
