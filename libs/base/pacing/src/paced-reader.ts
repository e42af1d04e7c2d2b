import type { Page, ReadRequest, SourceGate, SourceReader } from '#base/contracts';

/** The same reader within its budget of rows and bytes: a page is asked for when the last one's share of the time has passed. */
export function pacedReader(reader: SourceReader, gate: SourceGate): SourceReader {
  return {
    now: () => reader.now(),
    read: (request, signal) => pacedPages(reader, gate, request, signal),
    acknowledge: (stream, rows) => reader.acknowledge(stream, rows),
    check: () => reader.check(),
    columns: (stream) => reader.columns(stream),
    close: () => reader.close(),
  };
}

async function* pacedPages(
  reader: SourceReader,
  gate: SourceGate,
  request: ReadRequest,
  signal: AbortSignal,
): AsyncGenerator<Page> {
  // A connector with a place of its own may count it in pages: their size is not ours to change.
  const whole = request.stream.mode === 'cursor';
  const pageSize = whole ? request.pageSize : gate.pageSize(request.pageSize);
  await gate.ready(signal);
  for await (const page of reader.read({ ...request, pageSize }, signal)) {
    gate.took(page.rows.length, bytesOf(page));
    yield page;
    await gate.ready(signal);
    if (signal.aborted) return;
  }
}

function bytesOf({ rows }: Page): number {
  let bytes = 0;
  for (const { body } of rows) bytes += Buffer.byteLength(body);
  return bytes;
}
