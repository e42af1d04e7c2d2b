export { connectors, findConnector } from './connectors.js';
