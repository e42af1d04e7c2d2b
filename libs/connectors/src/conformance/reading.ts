import type { Page, RawRow, ReadRequest, SourceReader, StreamDefinition } from '#base/contracts';
import type { Department } from './department.js';

type Wish = Partial<Omit<ReadRequest, 'stream'>>;

/** The local time of the sample rows' days, as an instant. */
export function instant(local: string): Date {
  return new Date(`${local.replace(' ', 'T')}+08:00`);
}

/** Every page of a read. */
export async function pagesOf(
  reader: SourceReader,
  stream: StreamDefinition,
  wish: Wish = {},
  signal: AbortSignal = new AbortController().signal,
): Promise<readonly Page[]> {
  const request = { after: null, until: null, pageSize: 100, ...wish, stream };
  const pages: Page[] = [];
  for await (const page of reader.read(request, signal)) pages.push(page);
  return pages;
}

/** Every row of a read. */
export async function rowsOf(
  reader: SourceReader,
  stream: StreamDefinition,
  wish: Wish = {},
): Promise<readonly RawRow[]> {
  const pages = await pagesOf(reader, stream, wish);
  return pages.flatMap(({ rows }) => rows);
}

/** The cases of rows, in order. */
export function casesOf(rows: readonly RawRow[]): readonly string[] {
  return rows.map(({ caseNumber }) => caseNumber);
}

/** Opens the department for a while. */
export async function reading<T>(
  department: Department,
  work: (reader: SourceReader) => Promise<T>,
): Promise<T> {
  const reader = await department.open();
  try {
    return await work(reader);
  } finally {
    await reader.close();
  }
}
