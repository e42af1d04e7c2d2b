import type { Cursor, Page, RawRow } from '#base/contracts';

/** Reads the rows after a cursor; a short answer means there are no more for now. */
export type FetchPage = (after: Cursor | null) => Promise<readonly RawRow[]>;

/** Streams pages, asking for the next one while the last is being worked on, and never further ahead. Ends on a short page or the signal. */
export async function* streamPages(
  fetchPage: FetchPage,
  start: Cursor | null,
  pageSize: number,
  signal: AbortSignal,
): AsyncGenerator<Page> {
  const stopped = whenAborted(signal);
  let coming = ahead(fetchPage, start);
  while (!signal.aborted) {
    const rows = await Promise.race([coming, stopped]).catch((cause: unknown) => {
      // A statement ended by our own signal is no fault.
      if (signal.aborted) return null;
      throw cause;
    });
    if (rows === null) return;
    const end = rows.at(-1)?.cursor ?? null;
    const more = rows.length >= pageSize;
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

function whenAborted(signal: AbortSignal): Promise<null> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(null);
    else signal.addEventListener('abort', () => resolve(null), { once: true });
  });
}
