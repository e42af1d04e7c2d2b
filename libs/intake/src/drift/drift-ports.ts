import type { Clock, KnownCodes, SourceDefinition, StreamName, Transactions } from '#base/contracts';

/** What a watch for drift stands on; the process composes it. */
export interface DriftPorts {
  readonly database: Transactions;
  readonly clock: Clock;
  /** The codes that the mapping of each stream knows. A stream that is not in it has no mapping, and its codes are told by nobody. */
  knownCodes(source: SourceDefinition): Promise<ReadonlyMap<StreamName, KnownCodes>>;
}
