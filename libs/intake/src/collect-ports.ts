import type { SourceDefinition, SourceGate, SourceReader } from '#base/contracts';
import type { Publisher, TopicNames } from '#base/kafka';
import type { BreakerLimits } from './breaker.js';
import type { DriftPorts } from './drift/drift-ports.js';
import type { CollectObserver } from './observer.js';

/** What collecting stands on; the process composes it. */
export interface CollectPorts extends DriftPorts {
  readonly publisher: Publisher;
  readonly topics: TopicNames;
  readonly observer: CollectObserver;
  /** Opens a source through its connector, behind the gate that keeps its budget; throws HUB_SOURCE_* with a remedy. */
  open(source: SourceDefinition, gate: SourceGate): Promise<SourceReader>;
  /** A number in [0, 1), for the spread of waits. */
  random(): number;
}

/** How patiently faults are tried again, and when a silent reading is given up; milliseconds. */
export interface Patience {
  readonly retryFirstMs: number;
  readonly retryMaxMs: number;
  /** How long a reading may show no sign of life. */
  readonly stallMs: number;
  readonly breaker: BreakerLimits;
}
