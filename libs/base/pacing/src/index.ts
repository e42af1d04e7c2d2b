export { hoursAt, parseHours } from './hours.js';
export { Gate } from './gate.js';
export { pacedReader } from './paced-reader.js';
export { noCost, type Cost } from './cost.js';
