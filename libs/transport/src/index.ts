export { OnBatch } from './batch-handler.js';
export { HubTransport } from './hub-transport.js';
