export {
  compileStandard,
  compileStandards,
  joinStandards,
  standardName,
  type StandardEntry,
  type Standards,
} from './standards.js';
export { type MappingDocument } from './document.js';
export { mapperOfStream, mapWith, type SourceRules } from './map-source.js';
export { compareColumns } from './columns.js';
export { runExamples } from './examples.js';
export * from './findings.js';
export { placeCode } from './code-additions.js';
