export { readGround, type SourceGround } from './source-ground.js';
export { checkSource } from './check/check-source.js';
export { noteCheck } from './check/note-check.js';
export { previewSource } from './preview/preview-source.js';
export { foreseeRoutes } from './preview/foresee-routes.js';
export type { Preview, PreviewCase, PreviewRow, PreviewTelling, RowVerdict } from './preview/preview.js';
export { evidenceOf, noteEvidence, type NotedEvidence } from './preview/evidence.js';
export { placeUnknownCode } from './parked/place-unknown-code.js';
export {
  readConfiguration,
  readConfigState,
  type ConfigState,
  type Configuration,
} from './config/read-configuration.js';
export { retryAfterSecret } from './retry-after-secret.js';
export { acceptPositions } from './positions.js';
export { testMapping, type MappingTest } from './mapping/test-mapping.js';
