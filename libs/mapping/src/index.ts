export { compileStandards, type Standards } from './standards.js';
export { mapperOfStream, mapWith, type SourceRules } from './map-source.js';
export { compareColumns } from './columns.js';
export { runExamples } from './examples.js';
export * from './findings.js';
export { placeCode } from './code-additions.js';
