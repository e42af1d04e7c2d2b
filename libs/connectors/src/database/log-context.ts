import type {
  ChangeLog,
  CheckLine,
  Clock,
  Cursor,
  SourceDefinition,
  StreamDefinition,
} from '#base/contracts';
import type { Session, SessionPlan } from './dialect.js';
import type { LogSettings } from './settings.js';
import type { StreamPlan } from './stream-plan.js';

/** What a change log stands on: the reader's own session and plans, and how to open a connection of its own. */
export interface LogContext {
  readonly source: SourceDefinition;
  readonly settings: LogSettings;
  readonly session: Session;
  readonly sessionPlan: SessionPlan;
  readonly clock: Clock;
  readonly plan: (stream: StreamDefinition) => Promise<StreamPlan>;
  /** Looks the table up anew: its columns have changed. */
  planAgain(stream: StreamDefinition): Promise<StreamPlan>;
  /** The rows of these keys as they are now. */
  rowsByKey(plan: StreamPlan, rows: readonly Pick<Cursor, 'key'>[]): Promise<readonly (readonly unknown[])[]>;
}

/** A change log that is checked and closed with its reader. */
export interface DatabaseLog extends ChangeLog {
  check(): Promise<readonly CheckLine[]>;
  close(): Promise<void>;
}

/** How a product's change log is opened; null for products whose log the hub does not read. */
export type OpenLog = ((context: LogContext) => DatabaseLog) | null;
