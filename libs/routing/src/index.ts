export { decideRoutes } from './decide-routes.js';
export type { CaseFacts } from './case-facts.js';
export type { RouteDecision, RouteInput, ToldMessage } from './route-decision.js';
