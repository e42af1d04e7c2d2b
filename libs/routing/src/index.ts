export { decideRoutes } from './decide-routes.js';
export type { CaseFacts, RecordFacts } from './case-facts.js';
export type {
  Change,
  DeadlineText,
  DecisionContent,
  DecisionObligation,
  LicenseDecisionBody,
} from './decision-body.js';
export type { MissingPart, PlanDeadline, RouteDecision, RouteInput, ToldMessage } from './route-decision.js';
