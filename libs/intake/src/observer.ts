import type { SourceId, StreamName } from '#base/contracts';
import type { Cost } from '#base/pacing';
import type { Counts } from './counts.js';

/** Why a collector gave a source back. */
export type ReleaseReason = 'stopped' | 'lost' | 'changed' | 'surplus' | 'faulted' | 'asked';

/** A stream proven empty up to an instant of its source's clock. */
export interface DrainReport {
  readonly stream: StreamName;
  readonly until: Date;
}

/** What a collector tells while it works; metrics, health and log lines are made from it. */
export interface CollectObserver {
  /** A round of sharing out the sources went through; so many are held. */
  shared(held: number): void;
  /** A round of sharing, or a renewal of leases, failed: the next one tries again. */
  unshared(thrown: unknown): void;
  /** `pollMs`: how long the source may rest between two polls. */
  leased(source: SourceId, pollMs: number): void;
  released(source: SourceId, reason: ReleaseReason): void;
  /** Rows of a page became durable in the broker and the checkpoint, or were recognised as repeats. */
  counted(source: SourceId, stream: StreamName, counts: Counts): void;
  /** Seconds from a page's arrival to the broker's acknowledgement of all of it. */
  published(source: SourceId, stream: StreamName, seconds: number): void;
  /** A poll went through all streams of the source. */
  polled(source: SourceId, streams: readonly DrainReport[]): void;
  /** What the source was made to do since the last call, and the share of its full pace it is given now. */
  cost(source: SourceId, cost: Cost, pace: number): void;
  /** The source is left alone until then: its department's hours are over, or the breaker is open. */
  resting(source: SourceId, why: 'hours' | 'breaker', until: Date): void;
  /** The source keeps so many bytes of change log on its disk for us. */
  retained(source: SourceId, bytes: number): void;
  /** Rows were found that came late or with a time long past. */
  late(source: SourceId, stream: StreamName, rows: number): void;
  /** Something at the source that its department or an operator must hear of; reading goes on. */
  noticed(source: SourceId, sentence: string): void;
  /** Something went wrong; null means that it is not tried again before the rest is over. */
  faulted(source: SourceId, thrown: unknown, retryInMs: number | null): void;
}

/** What one reading tells of. */
export type ReadingObserver = Pick<
  CollectObserver,
  'counted' | 'published' | 'polled' | 'retained' | 'late' | 'noticed' | 'faulted'
>;
