export { findConnector } from './connectors.js';
