export { decideRoutes } from './decide-routes.js';
export { explainRoutes } from './explain-routes.js';
export type { RouteReason } from './route-reason.js';
export { toldByCase, withWithheld } from './told-by-case.js';
export type { CaseFacts } from './case-facts.js';
export type { RouteDecision, RouteInput, ToldMessage } from './route-decision.js';
