export { StandardsInForce } from './standards-in-force.js';
export { CodesInForce } from './codes-in-force.js';
