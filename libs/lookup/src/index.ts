export { type LookupDefinition } from './lookup-definition.js';
export { type AnswerField, type LookupOutcome } from './outcome.js';
export { Lookups } from './lookups.js';
export { readLookups } from './read-lookups.js';
