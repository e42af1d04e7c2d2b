export { parseSource } from './source-document.js';
export { loadSources, type LoadedSources } from './load-sources.js';
export { Collector } from './collector.js';
export { type CollectPorts } from './collect-ports.js';
export { type CollectObserver, type DrainReport, type ReleaseReason } from './observer.js';
export { type Counts } from './counts.js';
export { acceptDrift } from './drift/accept-drift.js';
export { readSource } from './sql/select-source.js';
export { readAddedCodes } from './sql/select-added-codes.js';
