export { acceptSource, connectorKinds, findConnector } from './connectors.js';
export { readPushSettings } from './push/settings.js';
export { connectorPages, type ConnectorPage } from './pages.js';
export { promises } from './promises.js';
