import type { CheckLine, Clock, Page, ReadRequest, SourceReader, StreamDefinition } from '#base/contracts';
import { checkFiles } from './check.js';
import { invalid } from './faults.js';
import type { Family } from './family.js';
import { familyPages } from './pages.js';

/** A department's files, open for reading. Where it got to travels in the cursor. */
export class FilesReader implements SourceReader {
  readonly #source: string;
  readonly #families: ReadonlyMap<string, readonly [StreamDefinition, Family]>;
  readonly #clock: Clock;

  constructor(source: string, families: readonly (readonly [StreamDefinition, Family])[], clock: Clock) {
    this.#source = source;
    this.#families = new Map(families.map((family) => [family[0].name, family]));
    this.#clock = clock;
  }

  /** The hub's own clock: files carry no time that a read depends on. */
  now(): Promise<Date> {
    return Promise.resolve(this.#clock.now());
  }

  async *read(request: ReadRequest, signal: AbortSignal): AsyncGenerator<Page> {
    if (signal.aborted) return;
    yield* familyPages(this.#family(request.stream), request, signal);
  }

  /** By the time a file was last written. */
  rereads(): boolean {
    return true;
  }

  /** Files have no flags; what was taken is told in the acceptance report. */
  acknowledge(stream: StreamDefinition): Promise<void> {
    const sentence = `数据源 ${this.#source} 的数据流 ${stream.name} 是文件，没有标志位可以回写，请把 mode 改为 cursor。`;
    return Promise.reject(invalid(this.#source, sentence));
  }

  check(): Promise<readonly CheckLine[]> {
    return checkFiles([...this.#families.values()]);
  }

  columns(stream: StreamDefinition): Promise<readonly string[]> {
    const { headings, ignore } = this.#family(stream).settings;
    const read = Object.entries(headings).filter(([heading]) => !ignore.includes(heading));
    return Promise.resolve([...new Set(read.map(([, field]) => field))]);
  }

  async close(): Promise<void> {
    const stores = new Set([...this.#families.values()].map(([, { store }]) => store));
    await Promise.all([...stores].map((store) => store.close()));
  }

  #family(stream: StreamDefinition): Family {
    const family = this.#families.get(stream.name)?.[1];
    if (family !== undefined) return family;
    throw invalid(this.#source, `数据源 ${this.#source} 没有数据流 ${stream.name}，请核对数据源定义。`);
  }
}
