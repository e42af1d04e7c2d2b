import { CrashedReading } from '#base/workbook';
import { HubError, type Page, type ReadRequest } from '#base/contracts';
import { unwrittenReport } from './faults.js';
import { fileLines } from './file-lines.js';
import type { FileFact } from './file-store.js';
import type { Ledger, State } from './ledger.js';
import type { Family } from './family.js';
import { AcceptanceReport } from './report.js';
import { LineWriter, type UnplacedRow } from './row-writer.js';
import { isFatal, refusedFrom, type SourceLine } from './source-line.js';
import type { StagedFile } from './staging.js';
import { VanishedFile } from './vanished-file.js';

/** With so many crashes of its reading, a file is refused. */
const mostCrashes = 3;

/** A file that is to be read, and from where on. */
export interface OpenFile {
  readonly family: Family;
  readonly request: ReadRequest;
  readonly file: FileFact;
  readonly staged: StagedFile;
  readonly terms: string;
  /** Rows up to here were given before. */
  readonly place: number;
  /** Takes the fault of a report that could not be written, to be told when everything else was read. */
  unreported(fault: HubError): void;
}

/**
 * The pages of one file, the last of which says that it is done with. A reading whose process crashed is counted in the ledger, so outside of
 * any process; the next poll tries again from the row reached, and with the third crash the file is refused from there on.
 */
export async function* filePages(
  open: OpenFile,
  before: Ledger,
  signal: AbortSignal,
): AsyncGenerator<Page, Ledger> {
  const pages = new FilePages(open, before);
  for await (const lines of pages.lines()) {
    for (const line of lines) {
      if (signal.aborted) return pages.ledger;
      if (pages.take(line)) yield pages.page();
    }
  }
  if (pages.hasRest) yield pages.rest();
  if (signal.aborted || pages.left) return pages.ledger;
  const unreported = await pages.report();
  if (unreported !== null) open.unreported(unreported);
  yield pages.finish();
  return pages.ledger;
}

class FilePages {
  readonly #open: OpenFile;
  readonly #report = new AcceptanceReport();
  readonly #writer: LineWriter;
  #ledger: Ledger;
  #rows: UnplacedRow[] = [];
  #reached: number;
  #outcome: State = 'd';
  #crashes: number;
  #left = false;

  constructor(open: OpenFile, before: Ledger) {
    const { request, family, file, staged } = open;
    this.#open = open;
    this.#ledger = before;
    this.#reached = open.place;
    this.#crashes = before.crashesOf(staged.sha256);
    const name = { name: file.name, sha256: staged.sha256 };
    this.#writer = new LineWriter(name, request.stream, family.settings, this.#report);
  }

  get ledger(): Ledger {
    return this.#ledger;
  }

  /** Whether the reading ended before the file did, and is to be tried again. */
  get left(): boolean {
    return this.#left;
  }

  /** Whether there is something to give before the file is done with, or left. */
  get hasRest(): boolean {
    return this.#rows.length > 0 || (this.#left && this.#crashes > 0);
  }

  /** The lines of the file; a reading that crashed for the last time ends with a refusal. */
  async *lines(): AsyncGenerator<readonly SourceLine[]> {
    try {
      yield* linesOf(this.#open, this.#report);
    } catch (cause) {
      if (cause instanceof VanishedFile) this.#left = true;
      else if (!(cause instanceof CrashedReading)) throw cause;
      else if (this.#crashes + 1 < mostCrashes) this.#left = true;
      else yield [givenUp(this.#reached + 1, cause)];
      if (cause instanceof CrashedReading) this.#crashes += 1;
    }
  }

  /** Takes one line; says whether a page is full. */
  take(line: SourceLine): boolean {
    const { row, refusal } = this.#writer.write(line);
    this.#report.count(line.place, refusal);
    if (isFatal(line)) this.#outcome = `r${this.#open.terms}`;
    if (line.place <= this.#open.place) return false;
    this.#reached = line.place;
    this.#rows.push(row);
    return this.#rows.length >= this.#open.request.pageSize;
  }

  page(): Page {
    return this.#pageAs(`p${this.#reached}`);
  }

  /** What was read and not given; after a crash, with their number. */
  rest(): Page {
    return this.#pageAs(
      this.#left && this.#crashes > 0 ? `p${this.#reached}t${this.#crashes}` : `p${this.#reached}`,
    );
  }

  /** The department has its report from when the file was first read. Where it cannot be written the rows are none the worse: the fault to tell is returned. */
  async report(): Promise<HubError | null> {
    const { family, request, file, staged } = this.#open;
    if (!family.writeBack || request.live !== undefined) return null;
    const { store, settings, clock, source } = family;
    try {
      await this.#report.write(store, file, staged.sha256, settings.report, clock.now());
      return null;
    } catch (cause) {
      if (!(cause instanceof HubError)) throw cause;
      const isPassing = cause.remedy === 'retry' && cause.facts['code'] !== 'ENAMETOOLONG';
      if (isPassing) throw cause;
      return unwrittenReport(source, file.name);
    }
  }

  finish(): Page {
    return this.#pageAs(this.#outcome);
  }

  #pageAs(state: State): Page {
    const { file, staged } = this.#open;
    this.#ledger = this.#ledger.with(file, staged.sha256, state);
    const end = this.#ledger.cursor();
    const rows = this.#rows.map((row) => ({ ...row, cursor: end }));
    this.#rows = [];
    return { rows, end };
  }
}

async function* linesOf(open: OpenFile, report: AcceptanceReport): AsyncGenerator<readonly SourceLine[]> {
  const { family, file, staged } = open;
  if (file.size > family.maxBytes) {
    yield [refusedFrom(1, `文件有 ${file.size} 字节，超过上限 ${family.maxBytes} 字节，请拆分后重报`)];
    return;
  }
  yield* fileLines(family.store, family.settings, file, staged, report, family.limits);
}

function givenUp(place: number, { refusal }: CrashedReading): SourceLine {
  return refusedFrom(
    place,
    `${refusal}，已试 ${mostCrashes} 次，从此处起不再读取此文件；请部门用 Excel 打开核对，删去多余内容或拆分后重报`,
  );
}
