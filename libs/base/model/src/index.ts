export * from './kinds.js';
export * from './ddl.js';
export * from './messages/index.js';
