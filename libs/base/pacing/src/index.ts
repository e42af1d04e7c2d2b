export { hoursAt, hoursText, parseHours } from './hours.js';
export { Gate } from './gate.js';
export { pacedReader } from './paced-reader.js';
export { mainCause, noCost, type Cost, type WaitCause } from './cost.js';
