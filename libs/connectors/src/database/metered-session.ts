import { HubError, type Clock, type SourceGate } from '#base/contracts';
import type { Session } from './dialect.js';

/** The same session within the source's budget: a statement is a request. One that ran into its time limit asks for less by that. */
export function meteredSession(session: Session, gate: SourceGate, clock: Clock): Session {
  const closed = new AbortController();
  const metered = async <Row>(work: () => Promise<readonly Row[]>): Promise<readonly Row[]> => {
    await gate.turn(closed.signal);
    const from = clock.now().getTime();
    const ms = (): number => clock.now().getTime() - from;
    try {
      const rows = await work();
      gate.answered({ ms: ms(), rows: rows.length });
      return rows;
    } catch (thrown) {
      const timedOut = thrown instanceof HubError && thrown.code === 'HUB_SOURCE_TIMEOUT';
      gate.answered({ ms: ms(), timedOut });
      throw thrown;
    }
  };
  const wireRows = session.wireRows?.bind(session);
  return {
    rows: (statement) => metered(() => session.rows(statement)),
    ...(wireRows === undefined
      ? {}
      : { wireRows: (statement, write) => metered(() => wireRows(statement, write)) }),
    cancel: () => session.cancel(),
    close: () => {
      closed.abort();
      return session.close();
    },
  };
}
