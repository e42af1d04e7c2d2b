export {
  approvalSystem,
  housingSystem,
  planCase,
  type Bureau,
  type CasePlan,
  type SampleSystem,
} from './case-plan.js';
export { diceOf, type Dice } from './dice.js';
export {
  bureauOf,
  generateSample,
  subjectFor,
  tellCase,
  type Sample,
  type SampleRequest,
  type ToldCase,
} from './generate.js';
export { localDay, localTime } from './local-time.js';
export { castOf, owedTo, type Cast, type SamplePolicy, type Subject } from './policy.js';
export type { Cell, FrontRow } from './rows.js';
export { stories, type Outcome, type Story } from './stories.js';
export { liveTimeline } from './timeline.js';
export { rowCount, totalsOf, type CaseTruth, type TruthTotals } from './truth.js';
