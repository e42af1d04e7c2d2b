import type { Clock, SourceGate } from '#base/contracts';
import type { FileStore } from './file-store.js';

/** The same store within the source's budget: every listing, look and opening of a file is a request. */
export function meteredStore(store: FileStore, gate: SourceGate, clock: Clock): FileStore {
  const closed = new AbortController();
  const metered = async <T>(ask: () => Promise<T>): Promise<T> => {
    await gate.turn(closed.signal);
    const from = clock.now().getTime();
    try {
      return await ask();
    } finally {
      gate.answered({ ms: clock.now().getTime() - from });
    }
  };
  return {
    list: (folder) => metered(() => store.list(folder)),
    look: (path) => metered(() => store.look(path)),
    open: (path) => metered(() => store.open(path)),
    write: (path, text) => metered(() => store.write(path, text)),
    writable: (folder) => metered(() => store.writable(folder)),
    fault: (cause) => store.fault(cause),
    close: () => {
      closed.abort();
      return store.close();
    },
  };
}
