export { compileStandards, type MapperLookup, type StandardEntry, type Standards } from './standards.js';
export type { Mapper } from './mapper.js';
export type { ColumnMasks, MappingText } from './document.js';
export { compareColumns, type ColumnComparison } from './columns.js';
export { runExamples, type ExampleFailure } from './examples.js';
export { findingTitles } from './findings.js';
