export * from './database.js';
export * from './migrate.js';
export { EnduringClient } from './enduring-client.js';
export * from './fence.js';
export * from './position.js';
export { positionSentence } from './position-sentence.js';
export * from './text-array.js';
export { ControlPlane } from './data-source.js';
export {
  And,
  Any,
  EntitySchema,
  Equal,
  IsNull,
  Like,
  Raw,
  MoreThan,
  Not,
  type EntityManager,
  type FindOperator,
  type FindOptionsWhere,
} from 'typeorm';
export * from './park.js';
export { CrashGuard } from './crash-guard.js';
export { faultKind, isSharedFault } from './shared-fault.js';
export * from './attachable.js';
export * from './waiting.js';
export * from './audit.js';
export { startHeartbeat } from './heartbeat.js';
export * from './fuse.js';
export type { FuseLimits, FuseSlice } from './fuse-window.js';
