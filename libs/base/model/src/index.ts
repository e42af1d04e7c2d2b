export * from './kinds.js';
export * from './ddl.js';
