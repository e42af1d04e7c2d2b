export { readDeskPolicy } from './desk-policy.js';
export { documentParts } from './open-documents.js';
export { openSupport } from './open-support.js';
