import { setTimeout as delay } from 'node:timers/promises';
import {
  brandAs,
  type CheckLine,
  type Clock,
  type Cursor,
  type Page,
  type RawRow,
  type ReadRequest,
  type SourceDefinition,
  type SourceReader,
} from '#base/contracts';
import type { PromiseName } from '../promises.js';
import { fakeFault, FakeLine } from './fake-line.js';
import type { FakeAnswer } from './fake-server.js';

/** What a fake reader is made of; `defect` is the promise that it breaks. */
export interface FakeParts {
  readonly source: SourceDefinition;
  readonly line: FakeLine;
  readonly password: string;
  readonly table: string;
  readonly clock: Clock;
  readonly requestsPerSecond: number | null;
  readonly defect: PromiseName | null;
}

const attempts = 4;
const aheadMs = 86_400_000;
const never = new AbortController().signal;
const overlapMs = 600_000;
const minuteMs = 60_000;
const mostPages = 1_000;

/** Reads the fake department; with a defect it breaks one promise and no other. */
export class FakeReader implements SourceReader {
  readonly #parts: FakeParts;

  constructor(parts: FakeParts) {
    this.#parts = parts;
  }

  async now(): Promise<Date> {
    const { clock, defect } = this.#parts;
    if (defect === 'standsClockSkew') return clock.now();
    return new Date((await this.#ask('', '', 0, never)).now);
  }

  async *read(request: ReadRequest, signal: AbortSignal): AsyncGenerator<Page> {
    let after = this.#start(request);
    for (let pages = 1; pages <= mostPages; pages += 1) {
      const rows = await this.#rows(after, request, signal);
      if (rows === null) return;
      const last = rows.at(-1)?.cursor ?? null;
      yield { rows, end: this.#endOf(last, rows, pages) };
      if (last !== null) after = this.#after(last);
    }
  }

  acknowledge(): Promise<void> {
    return Promise.resolve();
  }

  async check(): Promise<readonly CheckLine[]> {
    const { source, table, defect, clock } = this.#parts;
    if (defect === 'checksAndExplains')
      return [{ subject: source.id, verdict: 'ok', sentence: '可以读取。' }];
    const apartMs = (await this.now()).getTime() - clock.now().getTime();
    const near = Math.abs(apartMs) < 60_000;
    await this.#ask('', '', 0, never);
    return [
      { subject: table, verdict: near ? 'ok' : 'warning', sentence: `对方时钟与枢纽相差 ${apartMs} 毫秒。` },
    ];
  }

  columns(): Promise<readonly string[]> {
    return Promise.resolve(['id', 'at']);
  }

  close(): Promise<void> {
    if (this.#parts.defect !== 'closesWhatItOpened') this.#parts.line.close();
    return Promise.resolve();
  }

  /** The rows of the next page; null when the read is over. */
  async #rows(after: string, request: ReadRequest, signal: AbortSignal): Promise<readonly RawRow[] | null> {
    const { defect } = this.#parts;
    if (signal.aborted && defect !== 'stopsOnTheSignal') return null;
    await this.#turn();
    const until = (request.until ?? new Date(8e14)).toISOString();
    const answer = await this.#page(after, until, request.pageSize, signal);
    if (answer === null) return null;
    return answer.rows.length === 0 && defect !== 'endsWhenDrained' ? null : answer.rows.map(rowOf);
  }

  async #turn(): Promise<void> {
    const { requestsPerSecond, defect } = this.#parts;
    if (requestsPerSecond !== null && defect !== 'keepsToItsBudget') await delay(1_000 / requestsPerSecond);
  }

  /** A reader that goes by time alone steps over rows that share it. */
  #after(last: Cursor): string {
    return this.#parts.defect === 'losesNoLateOrTiedRows' ? `${last.at ?? ''} \uffff` : placeOf(last);
  }

  /** Where a page says that it ended. */
  #endOf(last: Cursor | null, rows: readonly RawRow[], pages: number): Cursor | null {
    const { defect } = this.#parts;
    const first = rows[0]?.cursor ?? null;
    if (defect === 'resumesAtEveryPage' && last !== null)
      return { at: new Date(Date.parse(last.at ?? '') + minuteMs).toISOString(), key: ['\uffff'] };
    if (defect === 'repeatsOnlyTheLastPage' && first !== null && pages > 1)
      return { at: new Date(Date.parse(first.at ?? '') - overlapMs).toISOString(), key: [''] };
    return last;
  }

  #start({ after, since }: ReadRequest): string {
    if (after === null) return since?.toISOString() ?? '';
    if (this.#parts.defect === 'refusesStrangeCursors') return placeOf(after);
    const at = Date.parse(after.at ?? '');
    if (Number.isNaN(at) || after.key.length !== 1)
      throw fakeFault('HUB_SOURCE_INVALID', '的检查点不是这个数据流的');
    if (at > this.#parts.clock.now().getTime() + aheadMs)
      throw fakeFault('HUB_SOURCE_INVALID', '的检查点在将来');
    return placeOf(after);
  }

  async #page(after: string, until: string, limit: number, signal: AbortSignal): Promise<FakeAnswer | null> {
    try {
      return await this.#ask(after, until, limit, signal);
    } catch (thrown) {
      if (signal.aborted) return null;
      // A reader that takes a cut for the end loses whatever comes after it.
      if (this.#parts.defect === 'survivesCuts') return null;
      throw thrown;
    }
  }

  async #ask(after: string, until: string, limit: number, signal: AbortSignal): Promise<FakeAnswer> {
    const { line, password, table, defect } = this.#parts;
    const deaf = defect === 'stopsOnTheSignal' ? never : signal;
    for (let attempt = 1; ; attempt += 1) {
      const answer = await line.ask({ password, table, after, until, limit }, deaf);
      if (answer.status === 200) return answer;
      if (answer.status === 404) throw fakeFault('HUB_SOURCE_INVALID', `没有表 ${table}`);
      if (answer.status === 401) throw this.#denied();
      if (defect === 'waitsOutServerFaults' || attempt === attempts)
        throw fakeFault('HUB_SOURCE_INVALID', '报告服务端故障');
      await delay(answer.retryAfterMs + 10);
    }
  }

  #denied(): Error {
    const { defect, password } = this.#parts;
    const shown = defect === 'keepsSecrets' ? `（口令 ${password}）` : '';
    return fakeFault('HUB_SOURCE_DENIED', `拒绝了枢纽的账号${shown}`);
  }
}

function placeOf({ at, key }: Cursor): string {
  return `${at ?? ''} ${key[0] ?? ''}`;
}

function rowOf([at, id, filler]: FakeAnswer['rows'][number]): RawRow {
  return {
    caseNumber: brandAs(id),
    key: id,
    cursor: { at, key: [id] },
    cursorAt: new Date(at),
    body: Buffer.from(JSON.stringify({ id, at, filler })),
    operation: 'put',
  };
}
