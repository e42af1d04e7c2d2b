export { connectorKinds, findConnector } from './connectors.js';
