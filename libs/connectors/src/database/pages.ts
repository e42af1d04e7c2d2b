import type { Cursor, Page, RawRow, ReadRequest } from '#base/contracts';

/** Reads the rows after a cursor; a short answer means there are no more for now. */
export type FetchPage = (after: Cursor | null) => Promise<readonly RawRow[]>;

/** Streams pages, asking for the next one while the last is being worked on, and never further ahead. Ends on a short page, with the last row that is wanted, or on the signal. */
export async function* streamPages(
  fetchPage: FetchPage,
  { after: start, pageSize, most = Infinity }: Pick<ReadRequest, 'after' | 'pageSize' | 'most'>,
  signal: AbortSignal,
): AsyncGenerator<Page> {
  let coming = ahead(fetchPage, start);
  let given = 0;
  while (!signal.aborted) {
    const rows = await unlessAborted(coming, signal);
    if (rows === null) return;
    const end = rows.at(-1)?.cursor ?? null;
    given += rows.length;
    const more = rows.length >= pageSize && given < most;
    if (more) coming = ahead(fetchPage, end);
    if (rows.length > 0) yield { rows, end };
    if (!more) return;
  }
}

function ahead(fetchPage: FetchPage, after: Cursor | null): Promise<readonly RawRow[]> {
  const coming = fetchPage(after);
  // Whoever stops early never looks at the page that was asked for ahead.
  coming.catch(() => undefined);
  return coming;
}

/** Null as soon as the signal fires: a statement ended by our own signal is no fault. Listens only while it waits, or every page would stay in memory with its listener. */
function unlessAborted<T>(coming: Promise<T>, signal: AbortSignal): Promise<T | null> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => resolve(null);
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    coming
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', onAbort))
      .catch(() => undefined);
  });
}
