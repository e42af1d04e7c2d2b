import { HubError, type LogRow, type StreamDefinition } from '#base/contracts';
import type { LogContext } from './log-context.js';
import type { LogMessage, Relation, Tuple } from './pgoutput.js';
import type { StreamPlan } from './stream-plan.js';

/** A table of the log and the stream it feeds: where each of the plan's columns stands in the log's tuples. */
interface Route {
  readonly relation: Relation;
  readonly plan: StreamPlan;
  readonly places: readonly number[];
}

type Change = Extract<LogMessage, { tag: 'change' }>;

/** Turns changes into rows of streams, in the very form a keyset read gives them. Large values the log left out are fetched by key at the page's end. */
export class LogRows {
  readonly #context: LogContext;
  readonly #routes = new Map<number, readonly Route[]>();
  #rows: { readonly row: LogRow; readonly route: Route; readonly complete: boolean }[] = [];
  #notices: string[] = [];

  constructor(context: LogContext) {
    this.#context = context;
  }

  get size(): number {
    return this.#rows.length;
  }

  /** Takes notice of a table, before its first change and again when its columns changed. */
  async relate(
    relation: Relation,
    streams: readonly StreamDefinition[],
    qualified: (relation: Relation) => string,
  ) {
    const before = this.#routes.get(relation.id)?.[0]?.relation;
    const changed = before !== undefined && shapeOf(before) !== shapeOf(relation);
    if (changed) this.#notices.push(differenceOf(before, relation));
    const routes: Route[] = [];
    for (const stream of streams) {
      const known = await this.#context.plan(stream);
      if (known.table.reference !== qualified(relation)) continue;
      const fits = known.table.columns.every(({ name }) =>
        relation.columns.some((column) => column.name === name),
      );
      const plan = changed || !fits ? await this.#context.planAgain(stream) : known;
      refuseUnidentified(this.#context, relation, plan);
      const places = plan.table.columns.map(({ name }) =>
        relation.columns.findIndex((column) => column.name === name),
      );
      routes.push({ relation, plan, places });
    }
    this.#routes.set(relation.id, routes);
  }

  add(change: Change): void {
    for (const route of this.#routes.get(change.relation) ?? []) {
      const old = change.old === null ? null : rowOf(route, change.old);
      const now = change.row === null ? null : rowOf(route, change.row);
      if (old !== null && old.row.key !== now?.row.key)
        this.#rows.push({ ...old, complete: true, row: gone(old.row) });
      if (now !== null) this.#rows.push(now);
    }
  }

  /** The streams whose tables these are. */
  streamsOf(relations: readonly number[]): readonly StreamDefinition[] {
    return relations.flatMap((id) => (this.#routes.get(id) ?? []).map(({ plan }) => plan.stream));
  }

  /** Says something about the tables with the next page. */
  notice(sentence: string): void {
    this.#notices.push(sentence);
  }

  /** Everything added since the last time. */
  async take(): Promise<{ readonly rows: readonly LogRow[]; readonly notices: readonly string[] }> {
    const added = this.#rows;
    const notices = this.#notices;
    this.#rows = [];
    this.#notices = [];
    const fetched = new Map<string, LogRow>();
    const lacking = Map.groupBy(
      added.filter(({ complete }) => !complete),
      ({ route }) => route.plan,
    );
    for (const [plan, members] of lacking) {
      const keys = [...new Map(members.map(({ row }) => [row.key, row.cursor])).values()];
      for (const values of await this.#context.rowsByKey(plan, keys)) {
        const row = { ...plan.write(values), stream: plan.stream.name };
        fetched.set(`${row.stream} ${row.key}`, row);
      }
    }
    // A row that is no longer there has its deletion further on in the log.
    const rows = added.flatMap(({ row, complete }) =>
      complete ? row : (fetched.get(`${row.stream} ${row.key}`) ?? []),
    );
    return { rows, notices };
  }
}

function rowOf(
  route: Route,
  tuple: Tuple,
): { readonly row: LogRow; readonly route: Route; readonly complete: boolean } {
  const values = route.places.map((place) => tuple[place]);
  const complete = values.every((value) => value !== undefined);
  return { row: { ...route.plan.write(values), stream: route.plan.stream.name }, route, complete };
}

const nothing = Buffer.alloc(0);

function gone(row: LogRow): LogRow {
  return {
    ...row,
    cursor: { at: null, key: row.cursor.key },
    cursorAt: null,
    body: nothing,
    operation: 'delete',
  };
}

function shapeOf({ columns }: Relation): string {
  return JSON.stringify(columns.map(({ name, type }) => [name, type]));
}

function differenceOf(before: Relation, now: Relation): string {
  const added = now.columns.filter(({ name }) => !before.columns.some((column) => column.name === name));
  const left = before.columns.filter(({ name }) => !now.columns.some((column) => column.name === name));
  const retyped = now.columns.filter(({ name, type }) =>
    before.columns.some((column) => column.name === name && column.type !== type),
  );
  const list = (columns: Relation['columns']): string => columns.map(({ name }) => name).join('、') || '无';
  const difference = `新增列 ${list(added)}，不再有列 ${list(left)}，换了类型的列 ${list(retyped)}`;
  return `表 ${now.name} 的结构有变化：${difference}；请核对映射。`;
}

/** Without the key in the log, a deletion would say nothing. */
function refuseUnidentified({ source }: LogContext, relation: Relation, { stream, key }: StreamPlan): void {
  const named = (name: string): boolean =>
    relation.columns.some((column) => column.key && column.name === name);
  const lacking = key.filter(({ name }) => !named(name)).map(({ name }) => name);
  if (lacking.length === 0) return;
  throw new HubError(
    'HUB_SOURCE_INVALID',
    `数据源 ${source.id} 的表 ${stream.table} 在日志里不带主键列 ${lacking.join('、')}，请该部门执行：alter table ${relation.schema}.${relation.name} replica identity full;`,
    { source: source.id, stream: stream.name },
  );
}
