import type { Clock, Connector, Cursor, SourceDefinition, StreamDefinition } from '#base/contracts';
import type { SettingLine } from '../describe.js';
import type { Waivers } from '../promises.js';

/** A row that a department under test gets. `at` is an instant; its system stores it in its own form. */
export interface SubjectRow {
  readonly id: string;
  readonly at: Date;
}

/** A source with one thing wrong, and the path at which it must be refused. */
export interface WrongSource {
  readonly source: SourceDefinition;
  readonly path: string;
}

/** What a department does to requests: answers with a status so many times. */
export interface ServerTrouble {
  readonly status: number;
  readonly times: number;
  /** Seconds, as the header says. */
  readonly retryAfter?: number;
}

/** A connector with a department that it reads: everything the conformance suite needs to hold it to its promises. */
export interface Subject {
  /** As test names begin. */
  readonly title: string;
  readonly kind: string;
  readonly waivers: Waivers;
  /** Settings of source and streams as the page lists them. */
  readonly settings: readonly SettingLine[];
  /** The connector with the hub's clock as given. */
  connector(clock: Clock): Connector;
  /** A source with one stream; `stream` and rows fit it. Waits are so short that a fault shows within seconds. */
  source(): SourceDefinition;
  /** Where the department's server listens. */
  port(): number;
  /** The secrets of the source when its server is reached at a port; `canary` takes the place of every password and key. */
  secret(port: number, canary?: string): (name: string) => string;
  clear(): Promise<void>;
  /** Rows of about a kilobyte each; called again, it adds. */
  insert(rows: readonly SubjectRow[]): Promise<void>;
  readonly wrong: readonly WrongSource[];
  /** A source whose stream leads to nothing in the department's system. */
  lost(): SourceDefinition;
  /** Cursors that are not the stream's own, by what is wrong with them. */
  readonly strange: Readonly<Record<'foreign' | 'corrupt', Cursor>> & { readonly future?: Cursor };
  /** A source with a budget, and how long reading ten rows by two must take at least. */
  readonly budgeted?: { readonly source: SourceDefinition; readonly leastMs: number };
  trouble?(trouble: ServerTrouble | null): void;
}

/** The only stream of a subject's source. */
export function streamOf(source: SourceDefinition): StreamDefinition {
  const [stream] = source.streams;
  if (stream === undefined) throw new Error(`${source.id} has no stream`);
  return stream;
}
