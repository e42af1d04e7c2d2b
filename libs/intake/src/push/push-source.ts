import type { SourceDefinition, SourceId } from '#base/contracts';
import type { SigningDigest } from './signature.js';

/** One key of a department; two are valid at once while one replaces the other. `secret` throws HUB_SECRET_* when the vault has none. */
export interface PushKey {
  readonly id: string;
  secret(): string;
}

/** How a department signs, and how fast it may send. */
export interface PushTerms {
  readonly digest: SigningDigest;
  readonly keys: readonly PushKey[];
  /** Null for no bound of its own. */
  readonly recordsPerSecond: number | null;
}

/** A source that is pushed, as the receiver keeps it in mind. */
export interface PushSource {
  readonly definition: SourceDefinition;
  readonly enabled: boolean;
  readonly terms: PushTerms;
}

/** The sources that are pushed, by id. */
export type PushSources = ReadonlyMap<SourceId, PushSource>;
