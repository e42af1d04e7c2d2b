import type { Session, Statement } from './dialect.js';

type Rows = readonly (readonly unknown[])[];

/** One connection of an optional driver, in the driver's own words. */
export interface DriverConnection {
  rows(statement: Statement): Promise<Rows>;
  /** Ends the running statement; one that cannot be ended is left to the server's time limit. */
  cancel(): unknown;
  close(): unknown;
}

/** What the products differ in when a session is opened. */
export interface SessionOpening {
  connect(): Promise<DriverConnection>;
  /** What the session is told first. */
  readonly texts: readonly string[];
  /** A driver's error as a fault of the source. */
  fault(cause: unknown): unknown;
}

/** Opens a session over a driver: its errors become faults, and a connection that will not take what it is told first is closed again. */
export async function openDriverSession(opening: SessionOpening): Promise<Session> {
  const faulted = (cause: unknown): never => {
    throw opening.fault(cause);
  };
  const connection = await opening.connect().catch(faulted);
  const rows = (statement: Statement): Promise<Rows> => connection.rows(statement).catch(faulted);
  const close = (): Promise<void> => quietly(() => connection.close());
  try {
    for (const text of opening.texts) await rows({ text, values: [] });
  } catch (cause) {
    await close();
    throw cause;
  }
  return { rows, cancel: () => quietly(() => connection.cancel()), close };
}

async function quietly(work: () => unknown): Promise<void> {
  try {
    await work();
  } catch {
    // A server that has gone needs no goodbye.
  }
}
