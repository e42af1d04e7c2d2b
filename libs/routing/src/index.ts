export { decideRoutes } from './decide-routes.js';
export { decideStatus } from './decide-status.js';
export { explainRoutes } from './explain-routes.js';
export type { RouteReason } from './route-reason.js';
export { toldByCase, withWithheld } from './told-by-case.js';
export type { RouteDecision, RouteInput, ToldMessage } from './route-decision.js';
export { readBreach } from './breach/read-breach.js';
export { decideBreach } from './breach/decide-breach.js';
export type { Breach, SupervisionFacts } from './breach/breach.js';
