import { createHash } from 'node:crypto';
import type { Clock, Page, ReadRequest } from '#base/contracts';
import { listComplete } from './completeness.js';
import { unreadableNames } from './faults.js';
import { fileLines } from './file-lines.js';
import type { FileFact, FileStore } from './file-store.js';
import { Ledger, type State } from './ledger.js';
import { AcceptanceReport } from './report.js';
import { LineWriter, type UnplacedRow } from './row-writer.js';
import type { FamilySettings } from './settings.js';
import { isFatal, refusedFrom, type SourceLine } from './source-line.js';
import { stageFile, type StagedFile } from './staging.js';

/** One file family of a source, ready to be read. */
export interface Family {
  readonly source: string;
  readonly store: FileStore;
  readonly settings: FamilySettings;
  readonly ledgerSize: number;
  readonly maxBytes: number;
  readonly idleMs: number;
  /** Whether the department wants reports beside its files. */
  readonly writeBack: boolean;
  readonly clock: Clock;
}

/** Reads what is new in a family, file by file, oldest first; each page's end says how far every file was read. */
export async function* familyPages(
  family: Family,
  request: ReadRequest,
  signal: AbortSignal,
): AsyncGenerator<Page> {
  let ledger = Ledger.from(request.after, family.source, family.ledgerSize);
  const isLeft = leftToLive(family, request);
  const known = (file: FileFact, present: readonly FileFact[]): boolean =>
    isLeft(file, present) || ledger.closed(file, termsOf(family, file, present));
  const { store, settings, clock } = family;
  const { complete, present, unreadable } = await listComplete(store, settings, known, signal, clock.now());
  for (const file of complete) {
    if (signal.aborted) return;
    const staged = await stage(family, file, signal);
    if (staged === null) continue;
    try {
      const terms = termsOf(family, file, present);
      const place = ledger.placeOf(staged.sha256, terms);
      ledger = ledger.withRoom(present);
      if (place === null) {
        ledger = ledger.alias(file, staged.sha256);
        yield { rows: [], end: ledger.cursor() };
      } else {
        ledger = yield* filePages({ family, request, file, staged, terms, place }, ledger, signal);
      }
    } finally {
      await staged.discard();
    }
  }
  if (unreadable > 0 && request.live === undefined) throw unreadableNames(family.source, unreadable);
}

/** Which files a range that is read once more leaves alone: those outside it, and those the live reading has not dealt with. */
function leftToLive(
  family: Family,
  { live, since, until }: ReadRequest,
): (file: FileFact, present: readonly FileFact[]) => boolean {
  if (live === undefined) return () => false;
  const taken = Ledger.from(live, family.source, family.ledgerSize);
  const [from, to] = [since?.getTime() ?? -Infinity, until?.getTime() ?? Infinity];
  return (file, present) =>
    file.modifiedMs < from || file.modifiedMs > to || !taken.closed(file, termsOf(family, file, present));
}

interface OpenFile {
  readonly family: Family;
  readonly request: ReadRequest;
  readonly file: FileFact;
  readonly staged: StagedFile;
  readonly terms: string;
  /** Rows up to here were given before. */
  readonly place: number;
}

/** The department has its report from when the file was first read. */
function isReported({ family, request }: OpenFile): boolean {
  return family.writeBack && request.live === undefined;
}

async function* filePages(open: OpenFile, before: Ledger, signal: AbortSignal): AsyncGenerator<Page, Ledger> {
  const { family, request, file, staged } = open;
  const report = new AcceptanceReport();
  const name = { name: file.name, sha256: staged.sha256 };
  const writer = new LineWriter(name, request.stream, family.settings, report);
  let ledger = before;
  let rows: UnplacedRow[] = [];
  let reached = open.place;
  let outcome: State = 'd';
  const page = (): Page => {
    ledger = ledger.with(file, staged.sha256, `p${reached}`);
    const end = ledger.cursor();
    const placed = rows.map((row) => ({ ...row, cursor: end }));
    rows = [];
    return { rows: placed, end };
  };
  for await (const lines of linesOf(open, report)) {
    for (const line of lines) {
      if (signal.aborted) return ledger;
      const { row, refusal } = writer.write(line);
      report.count(line.place, refusal);
      if (isFatal(line)) outcome = `r${open.terms}`;
      if (line.place <= open.place) continue;
      reached = line.place;
      rows.push(row);
      if (rows.length >= request.pageSize) yield page();
    }
  }
  if (rows.length > 0) yield page();
  if (signal.aborted) return ledger;
  if (isReported(open)) {
    await report.write(family.store, file, staged.sha256, family.settings.report, family.clock.now());
  }
  ledger = ledger.with(file, staged.sha256, outcome);
  yield { rows: [], end: ledger.cursor() };
  return ledger;
}

async function* linesOf(open: OpenFile, report: AcceptanceReport): AsyncGenerator<readonly SourceLine[]> {
  const { family, file, staged } = open;
  if (file.size > family.maxBytes) {
    yield [refusedFrom(1, `文件有 ${file.size} 字节，超过上限 ${family.maxBytes} 字节，请拆分后重报`)];
    return;
  }
  yield* fileLines(family.store, family.settings, file, staged, report);
}

/** A file too big to be read is not fetched either; its name, size and time stand for its content. */
async function stage(family: Family, file: FileFact, signal: AbortSignal): Promise<StagedFile | null> {
  if (file.size <= family.maxBytes) return stageFile(family.store, file, family.idleMs, signal);
  const sha256 = createHash('sha256').update(`${file.path}\n${file.size}\n${file.modifiedMs}`).digest('hex');
  return { path: '', sha256, discard: () => Promise.resolve() };
}

/** What a refusal depends on beside the content: the settings and the manifest. When they change, the file is judged again. */
function termsOf({ settings, maxBytes }: Family, file: FileFact, present: readonly FileFact[]): string {
  const beside = settings.complete.by === 'manifest' ? file.name + settings.complete.suffix : null;
  const manifest = present.find(({ name }) => name === beside) ?? null;
  const text = JSON.stringify([settings, maxBytes, manifest?.size, manifest?.modifiedMs]);
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}
