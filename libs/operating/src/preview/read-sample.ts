import type { RawRow, SourceDefinition, SourceReader, StreamDefinition } from '#base/contracts';

/** The first rows of a stream. */
export interface StreamSample {
  readonly stream: StreamDefinition;
  readonly rows: readonly RawRow[];
}

/** What a look wants: how many rows of which streams, from which instant on. */
export interface Look {
  readonly rows: number;
  readonly stream: string | null;
  readonly since: Date | null;
}

/** Reads the first rows of each stream: one page of so many rows, and no second one. Flags are not written, places are not kept. */
export async function readSample(
  source: SourceDefinition,
  reader: SourceReader,
  look: Look,
  signal: AbortSignal,
): Promise<readonly StreamSample[]> {
  const samples: StreamSample[] = [];
  for (const stream of source.streams) {
    if (look.stream !== null && stream.name !== look.stream) continue;
    samples.push({ stream, rows: await firstRows(reader, stream, look, signal) });
  }
  return samples;
}

async function firstRows(
  reader: SourceReader,
  stream: StreamDefinition,
  { rows, since }: Look,
  signal: AbortSignal,
): Promise<readonly RawRow[]> {
  const request = { stream, after: null, since, until: null, pageSize: rows, most: rows };
  for await (const page of reader.read(request, signal)) {
    if (page.rows.length > 0) return page.rows.slice(0, rows);
  }
  return [];
}
