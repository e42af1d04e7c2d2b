export { type LookupDefinition } from './lookup-definition.js';
export { type AnswerField, type LookupOutcome } from './outcome.js';
export { Lookups } from './lookups.js';
export { readLookups } from './read-lookups.js';
export { forgetFormer } from './forget-former.js';
export { selectBreakers as readBreakers, type BreakerState } from './sql/select-breakers.js';
