import {
  HubError,
  systemClock,
  type Clock,
  type Page,
  type SourceDefinition,
  type SourceReader,
} from '#base/contracts';
import { startFaultProxy, type FaultProxy } from './fault-proxy.js';
import { streamOf, type Subject, type SubjectRow } from './subject.js';

/** A subject behind a proxy, with the ways to read it that the promises need. */
export interface Bench {
  readonly subject: Subject;
  readonly proxy: FaultProxy;
}

/** How a read goes, where it differs from the usual. */
export interface Reading {
  readonly source?: SourceDefinition;
  readonly pageSize?: number;
  readonly after?: Page['end'];
  readonly signal?: AbortSignal;
  readonly until?: Date;
  readonly since?: Date;
}

/** The day of the rows under test: long past, so that every window lies behind any clock. */
export const firstMoment = new Date('2026-03-02T02:00:00Z');
const readUpTo = new Date('2026-03-02T04:00:00Z');
const minuteMs = 60_000;

/** Opens a subject behind a proxy for one property. */
export async function atBench<T>(subject: Subject, work: (bench: Bench) => Promise<T>): Promise<T> {
  const proxy = await startFaultProxy(() => subject.port());
  await subject.clear();
  subject.trouble?.(null);
  try {
    return await work({ subject, proxy });
  } finally {
    subject.trouble?.(null);
    await proxy.close();
  }
}

/** Rows one minute apart, named `<prefix>00`, `<prefix>01`… */
export function rowsOf(prefix: string, count: number, from: Date = firstMoment): readonly SubjectRow[] {
  return Array.from({ length: count }, (_, at) => ({
    id: `${prefix}${String(at).padStart(2, '0')}`,
    at: new Date(from.getTime() + at * minuteMs),
  }));
}

/** Opens the source through the proxy. */
export function openReader(
  { subject, proxy }: Bench,
  source: SourceDefinition = subject.source(),
  clock: Clock = systemClock,
): Promise<SourceReader> {
  return subject.connector(clock).open(source, subject.secret(proxy.port));
}

/** The pages of one read. Rows that were read before a fault are handed over page by page through `take`. */
export async function readPages(
  bench: Bench,
  reader: SourceReader,
  reading: Reading = {},
  take: (page: Page) => void = () => undefined,
): Promise<readonly Page[]> {
  const pages: Page[] = [];
  const request = {
    stream: streamOf(reading.source ?? bench.subject.source()),
    after: reading.after ?? null,
    until: reading.until ?? readUpTo,
    pageSize: reading.pageSize ?? 3,
    ...(reading.since === undefined ? {} : { since: reading.since }),
  };
  for await (const page of reader.read(request, reading.signal ?? new AbortController().signal)) {
    pages.push(page);
    take(page);
  }
  return pages;
}

/** Opens, reads everything, closes. */
export async function readOnce(bench: Bench, reading: Reading = {}): Promise<readonly Page[]> {
  const reader = await openReader(bench, reading.source);
  try {
    return await readPages(bench, reader, reading);
  } finally {
    await reader.close();
  }
}

/** What a collector does: reads, and after a fault that may pass opens anew and goes on from the last page. */
export async function readPatiently(
  bench: Bench,
  mostFaults: number,
  onFault: () => void,
): Promise<readonly Page[]> {
  const pages: Page[] = [];
  for (let faults = 0; ;) {
    let reader: SourceReader | null = null;
    try {
      reader = await openReader(bench);
      await readPages(bench, reader, { after: pages.at(-1)?.end ?? null }, (page) => void pages.push(page));
      return pages;
    } catch (thrown) {
      faults += 1;
      if (!(thrown instanceof HubError) || thrown.remedy !== 'retry' || faults > mostFaults) throw thrown;
      onFault();
    } finally {
      await reader?.close();
    }
  }
}

/** The ids of pages' rows, in order. */
export function idsOf(pages: readonly Page[]): readonly string[] {
  return pages.flatMap(({ rows }) => rows.map(({ caseNumber }) => String(caseNumber)));
}

/** The ids without repeats, sorted. */
export function idSet(pages: readonly Page[]): readonly string[] {
  return [...new Set(idsOf(pages))].sort();
}

/** Everything a fault tells, causes included, as one text. */
export function toldBy(thrown: unknown): string {
  const parts: string[] = [];
  for (let at: unknown = thrown; at instanceof Error; at = at.cause) {
    const facts = JSON.stringify(at, (_, value: unknown) =>
      typeof value === 'bigint' ? String(value) : value,
    );
    parts.push(at.message, at.stack ?? '', facts, at instanceof HubError ? at.sentence : '');
  }
  return parts.join('\n');
}
