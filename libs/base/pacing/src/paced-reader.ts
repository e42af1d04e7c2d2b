import type { ChangeLog, RawRow, SourceGate, SourceReader } from '#base/contracts';

/** The same reader within its budget of rows and bytes: a page is asked for when the last one's share of the time has passed. */
export function pacedReader(reader: SourceReader, gate: SourceGate): SourceReader {
  return {
    now: () => reader.now(),
    read: (request, signal) => {
      // A connector with a place of its own may count it in pages: their size is not ours to change.
      const whole = request.stream.mode === 'cursor';
      const pageSize = whole ? request.pageSize : gate.pageSize(request.pageSize);
      return paced(() => reader.read({ ...request, pageSize }, signal), gate, signal);
    },
    log: reader.log ? pacedLog(reader.log, gate) : null,
    acknowledge: (stream, rows) => reader.acknowledge(stream, rows),
    check: () => reader.check(),
    columns: (stream) => reader.columns(stream),
    rereads: (stream) => reader.rereads?.(stream) ?? false,
    declared: async (stream) => (await reader.declared?.(stream)) ?? null,
    ...(reader.countDays === undefined ? {} : { countDays: reader.countDays.bind(reader) }),
    close: () => reader.close(),
  };
}

function pacedLog(log: ChangeLog, gate: SourceGate): ChangeLog {
  return {
    standing: (known) => log.standing(known),
    read: (streams, after, pageSize, signal) =>
      paced(() => log.read(streams, after, gate.pageSize(pageSize), signal), gate, signal),
    confirm: (place) => log.confirm(place),
    look: () => log.look(),
    leave: () => log.leave(),
    earlier: (left, right) => log.earlier(left, right),
  };
}

async function* paced<P extends { readonly rows: readonly RawRow[] }>(
  read: () => AsyncIterable<P>,
  gate: SourceGate,
  signal: AbortSignal,
): AsyncGenerator<P> {
  await gate.ready(signal);
  for await (const page of read()) {
    gate.took(page.rows.length, bytesOf(page.rows));
    yield page;
    await gate.ready(signal);
    if (signal.aborted) return;
  }
}

function bytesOf(rows: readonly RawRow[]): number {
  return rows.reduce((sum, { body }) => sum + body.length, 0);
}
