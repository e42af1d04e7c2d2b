import type {
  Clock,
  CheckLine,
  DayCount,
  DeclaredColumn,
  Page,
  RawRow,
  ReadRequest,
  SourceReader,
  StreamDefinition,
} from '#base/contracts';
import { selectByKey, writeTaken, writtenRows } from './acknowledge.js';
import { checkSource } from './check.js';
import { declaredColumn } from './declared-column.js';
import type { SessionPlan } from './dialect.js';
import type { DatabaseLog, OpenLog } from './log-context.js';
import { countDays } from './day-counts.js';
import { pageQuery, type Part } from './page-query.js';
import { streamPages } from './pages.js';
import { refuseStrangeCursor } from './strange-cursor.js';
import { cursorIndexed, planStream, type PlanContext, type StreamPlan } from './stream-plan.js';

/** A department's database, open for reading. One connection; flags are written through a second one that lives as long as the write. */
export class DatabaseReader implements SourceReader {
  readonly #context: PlanContext;
  readonly #sessionPlan: SessionPlan;
  readonly #clock: Clock;
  readonly #plans = new Map<string, StreamPlan>();
  readonly log: DatabaseLog | null;

  constructor(context: PlanContext, sessionPlan: SessionPlan, openLog: OpenLog, clock: Clock) {
    this.#context = context;
    this.#sessionPlan = sessionPlan;
    this.#clock = clock;
    this.log = this.#openLog(openLog);
  }

  async now(): Promise<Date> {
    const { session, dialect } = this.#context;
    const [row] = await session.rows({ text: dialect.clock, values: [] });
    return new Date(Math.floor(Number(row?.[0])));
  }

  async *read(request: ReadRequest, signal: AbortSignal): AsyncGenerator<Page> {
    if (signal.aborted) return;
    const plan = await this.#plan(request.stream);
    const { session, dialect, zone, source } = this.#context;
    refuseStrangeCursor(source.id, plan, request, this.#clock.now());
    let running = 0;
    const cancel = (): void => {
      if (running > 0) void session.cancel();
    };
    const fetchPart = async (after: ReadRequest['after'], part: Part): Promise<readonly RawRow[]> => {
      running += 1;
      try {
        const query = pageQuery(plan, dialect, zone, request, after, part);
        return await writtenRows(session, plan, query);
      } finally {
        running -= 1;
      }
    };
    signal.addEventListener('abort', cancel, { once: true });
    try {
      yield* timesOnly(
        plan,
        request,
        streamPages((after) => fetchPart(after, 'asked'), request, signal),
      );
      if (request.undated !== true || signal.aborted || plan.fillers === null) return;
      const whole = { ...request, after: null };
      for await (const page of streamPages((after) => fetchPart(after, 'fillers'), whole, signal))
        yield { ...page, rows: page.rows.map((row) => ({ ...row, cursorAt: null })) };
    } finally {
      signal.removeEventListener('abort', cancel);
    }
  }

  async countDays(
    stream: StreamDefinition,
    range: { readonly from: string | null; readonly before: string },
  ): Promise<readonly DayCount[]> {
    const { session, dialect, zone } = this.#context;
    return countDays(session, await this.#plan(stream), dialect, zone, range);
  }

  async acknowledge(stream: StreamDefinition, rows: readonly RawRow[]): Promise<void> {
    const plan = await this.#plan(stream);
    const { dialect } = this.#context;
    const session = await dialect.connect({ ...this.#sessionPlan, readOnly: false });
    try {
      await writeTaken(session, dialect, plan, rows, this.#sessionPlan.zoneOffset);
    } finally {
      await session.close();
    }
  }

  async check(): Promise<readonly CheckLine[]> {
    const { source, session, dialect, zone } = this.#context;
    const subject = {
      sourceName: source.name,
      streams: source.streams,
      session,
      dialect,
      writeBack: source.writeBack,
      timeZone: source.timeZone,
      zone,
      plan: (stream: StreamDefinition) => this.#plan(stream),
      now: () => this.now(),
    };
    const lines = await checkSource(subject, this.#clock.now());
    return this.log === null ? lines : [...lines, ...(await this.log.check())];
  }

  async columns(stream: StreamDefinition): Promise<readonly string[]> {
    return (await this.#plan(stream)).labels;
  }

  /** Asks the catalogue anew; a table that has changed is read as it is now from the next page on. */
  async declared(stream: StreamDefinition): Promise<readonly DeclaredColumn[] | null> {
    const plan = await this.#planAnew(stream);
    const { columns } = plan.table;
    const found = columns.flatMap(
      (column, at) => declaredColumn(column, plan.labels[at] ?? column.name) ?? [],
    );
    return found.length === columns.length ? found : null;
  }

  async close(): Promise<void> {
    await this.log?.close();
    await this.#context.session.close();
  }

  #openLog(open: OpenLog): DatabaseLog | null {
    const { source, settings, session, dialect } = this.#context;
    if (open === null || source.streams.every(({ mode }) => mode !== 'log')) return null;
    const plan = (stream: StreamDefinition): Promise<StreamPlan> => this.#plan(stream);
    return open({
      source,
      settings: settings.log,
      session,
      sessionPlan: this.#sessionPlan,
      clock: this.#clock,
      plan,
      planAgain: (stream) => {
        this.#plans.delete(stream.name);
        return plan(stream);
      },
      rowsByKey: (found, rows) => session.rows(selectByKey(dialect, found, rows)),
    });
  }

  async #plan(stream: StreamDefinition): Promise<StreamPlan> {
    const known = this.#plans.get(stream.name);
    return known ?? this.#planAnew(stream);
  }

  async #planAnew(stream: StreamDefinition): Promise<StreamPlan> {
    const plan = await planStream(this.#context, stream);
    if (cursorIndexed(plan)) {
      for (const text of this.#context.dialect.followIndex)
        await this.#context.session.rows({ text, values: [] });
    }
    this.#plans.set(stream.name, plan);
    return plan;
  }
}

/** Leaves out of a read by time the rows whose time stands for none: they are read with those that have none. */
async function* timesOnly(
  { fillers, stream }: StreamPlan,
  request: ReadRequest,
  pages: AsyncIterable<Page>,
): AsyncGenerator<Page> {
  const timed = stream.mode === 'keyset' && request.undated !== true && request.keys === undefined;
  for await (const page of pages) {
    const kept = timed
      ? page.rows.filter(({ cursor: { at } }) => at === null || fillers?.has(at) !== true)
      : page.rows;
    yield kept.length === page.rows.length ? page : { ...page, rows: kept };
  }
}
