export * from './policy-content.js';
export {
  comparePolicyFiles,
  loadPolicyFiles,
  readPolicyFiles,
  type WaitingPaper,
} from './files/load-policy-files.js';
export { type PolicyEdition } from './read-snapshot.js';
export { PolicyReader } from './policy-reader.js';
export { editionNameAt, type EditionContent } from './read-edition-content.js';
export { checkLists } from './report/check-lists.js';
export { listChecks, type ListFinding } from './report/list-finding.js';
export { reportLists, type ListReport } from './report/report-lists.js';
export { PolicyDesk } from './drafts/policy-desk.js';
export { type ChangedLimit, type LimitWish } from './drafts/change-limit.js';
export { ladderRules } from './drafts/carry-ladder.js';
export { parseTimeLimit } from './time-limit.js';
export { beijingToday } from './report/report-lists.js';
export { type DraftView } from './drafts/draft-view.js';
export {
  type ChangedHands,
  type ChangedMessages,
  type PolicyEffect,
  type TouchedWork,
} from './drafts/policy-effect.js';
export { writeWorkbook } from './workbook/write-workbook.js';
export { readWorkbook } from './workbook/read-workbook.js';
export { type WorkbookProblem } from './workbook/read-sheets.js';
