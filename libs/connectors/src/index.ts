export { connectorKinds, findConnector } from './connectors.js';
export { readPushSettings } from './push/settings.js';
