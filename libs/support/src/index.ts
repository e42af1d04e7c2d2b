export { askFromSource } from './ask-from-source.js';
export { extensionDays, legalTime, type AskedSupport, type LegalTime } from './excluded-time.js';
export { findProcedure, type Procedure } from './procedures.js';
export { SupportDesk, type AskInput, type DeskOutcome } from './support-desk.js';
export {
  selectSupports as readSupports,
  type SupportEntry,
  type SupportStage,
} from './sql/select-supports.js';
export { type SupportParts, type SupportPolicy } from './support-parts.js';
