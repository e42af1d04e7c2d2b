export { askFromSource } from './ask-from-source.js';
export { extensionDays, legalTime, type AskedSupport } from './excluded-time.js';
export { findProcedure, type Procedure } from './procedures.js';
export { SupportDesk } from './support-desk.js';
export {
  selectSupports as readSupports,
  type SupportEntry,
  type SupportStage,
} from './sql/select-supports.js';
export { type DeskOutcome, type SupportParts } from './support-parts.js';
