import { createHash } from 'node:crypto';
import type { HubError, Page, ReadRequest } from '#base/contracts';
import { listComplete } from './completeness.js';
import type { Family } from './family.js';
import { unreadableNames } from './faults.js';
import { filePages } from './file-pages.js';
import type { FileFact } from './file-store.js';
import { Ledger } from './ledger.js';
import { LineWriter } from './row-writer.js';
import { refusedFrom } from './source-line.js';
import { stageFile, type ClosedFile, type StagedFile } from './staging.js';

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
  let untold: HubError | null = null;
  const unreported = (fault: HubError): void => void (untold = fault);
  for (const file of complete) {
    if (signal.aborted) return;
    const staged = await stage(family, file, signal);
    if (staged === null) continue;
    if ('refusal' in staged) {
      if (ledger.toldClosed(file)) continue;
      ledger = ledger.withRoom(present);
      const page = closedPage(family, request, file, staged.refusal, ledger);
      ledger = page.ledger;
      yield page;
      continue;
    }
    try {
      const terms = termsOf(family, file, present);
      const place = ledger.placeOf(staged.sha256, terms);
      ledger = ledger.withRoom(present);
      if (place === null) {
        ledger = ledger.alias(file, staged.sha256);
        yield { rows: [], end: ledger.cursor() };
      } else {
        const open = { family, request, file, staged, terms, place, unreported };
        ledger = yield* filePages(open, ledger, signal);
      }
    } finally {
      await staged.discard();
    }
  }
  if (untold !== null) throw untold;
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

/** Tells of a file that cannot be opened, in the place of its rows; its name, size and time stand for its content. */
function closedPage(
  { settings }: Family,
  { stream }: ReadRequest,
  file: FileFact,
  refusal: string,
  before: Ledger,
): Page & { readonly ledger: Ledger } {
  const sha256 = lookDigest(file);
  const writer = new LineWriter({ name: file.name, sha256 }, stream, settings, { dateEpoch: null });
  const ledger = before.with(file, sha256, 'n');
  const end = ledger.cursor();
  return { rows: [{ ...writer.write(refusedFrom(1, refusal)).row, cursor: end }], end, ledger };
}

function lookDigest({ path, size, modifiedMs }: FileFact): string {
  return createHash('sha256').update(`${path}\n${size}\n${modifiedMs}`).digest('hex');
}

/** A file too big to be read is not fetched either; its name, size and time stand for its content. */
async function stage(
  family: Family,
  file: FileFact,
  signal: AbortSignal,
): Promise<StagedFile | ClosedFile | null> {
  if (file.size <= family.maxBytes) return stageFile(family.store, file, family.idleMs, signal);
  return { path: '', sha256: lookDigest(file), discard: () => Promise.resolve() };
}

/** What a refusal depends on beside the content: the settings and the manifest. When they change, the file is judged again. */
function termsOf({ settings, maxBytes }: Family, file: FileFact, present: readonly FileFact[]): string {
  const beside = settings.complete.by === 'manifest' ? file.name + settings.complete.suffix : null;
  const manifest = present.find(({ name }) => name === beside) ?? null;
  const text = JSON.stringify([settings, maxBytes, manifest?.size, manifest?.modifiedMs]);
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}
