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
    close: () => reader.close(),
  };
}

function pacedLog(log: ChangeLog, gate: SourceGate): ChangeLog {
  return {
    standing: (known) => log.standing(known),
    read: (streams, after, pageSize, signal) =>
      paced(() => log.read(streams, after, gate.pageSize(pageSize), signal), gate, signal),
    confirm: (place) => log.confirm(place),
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

/** Of every so many rows of a long page one is measured: measuring all of them would cost a twentieth of a first load. */
const measured = 16;
const longPage = 64;

function bytesOf(rows: readonly RawRow[]): number {
  const step = rows.length > longPage ? measured : 1;
  let characters = 0;
  let sampledCharacters = 0;
  let sampledBytes = 0;
  rows.forEach(({ body }, place) => {
    characters += body.length;
    if (place % step !== 0) return;
    sampledCharacters += body.length;
    sampledBytes += Buffer.byteLength(body);
  });
  return sampledCharacters === 0 ? 0 : Math.round((sampledBytes / sampledCharacters) * characters);
}
