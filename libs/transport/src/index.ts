export { OnBatch } from './batch-handler.js';
export { HubTransport } from './hub-transport.js';
export { FencedPositions } from './fenced-positions.js';
