import type { OutboxRow } from './sql/claim-outbox.js';

/** How a sender works. Durations are milliseconds. */
export interface SenderSettings {
  /** Workers that share this sender's lanes; each lane has one. */
  readonly workers: number;
  /** Messages a worker claims at once, spread over its lanes. */
  readonly batchSize: number;
  /** How long a worker waits for a notice before it looks by itself. */
  readonly pollMs: number;
  /** How long lanes stay reserved for a sender that shows no sign of life. */
  readonly leaseMs: number;
  /** Waits after the first, second … failure of a message; the last one repeats. */
  readonly retryScheduleMs: readonly number[];
}

/** What the sender tells its surroundings; telemetry turns it into metrics and lines. */
export interface SenderObserver {
  /** Delivered and marked; `seconds` is how long the round took. */
  sent(rows: readonly OutboxRow[], seconds: number): void;
  failed(code: string, messages: number): void;
  /** Nothing can be sent at the moment; `waitMs` until the next try. */
  outage(fault: unknown, waitMs: number): void;
  lanes(held: readonly number[]): void;
}
