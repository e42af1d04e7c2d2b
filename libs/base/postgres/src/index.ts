export * from './database.js';
export * from './migrate.js';
export * from './fence.js';
export * from './array-literal.js';
export * from './data-source.js';
export { EntitySchema, type DataSource } from 'typeorm';
export * from './park.js';
