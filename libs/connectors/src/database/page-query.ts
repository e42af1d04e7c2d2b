import type { Cursor, ReadRequest } from '#base/contracts';
import {
  selectList,
  type Column,
  type Dialect,
  type Parameters,
  type Statement,
  type Term,
} from './dialect.js';
import { dayStart } from './day-counts.js';
import type { StreamPlan } from './stream-plan.js';
import type { Zone } from './zone.js';

/** The statement of one page: short, bounded, ordered, without a lock. `after` is where the page before ended. */
export function pageQuery(
  plan: StreamPlan,
  dialect: Dialect,
  zone: Zone,
  request: ReadRequest,
  after: Cursor | null,
  part: Part = 'asked',
): Statement {
  const parameters = dialect.parameters();
  const dated = datedBy(plan, request, part);
  const order = dated === null ? plan.key : [dated, ...plan.key];
  const conditions = [
    ...(part === 'fillers' ? filled(plan, dialect, parameters) : rowsOfMode(plan, dialect, request)),
    ...keyBounds(plan, dialect, request, parameters),
    ...(dated === null ? [] : bounds({ dated, dialect, zone, request, after, parameters })),
    ...(after === null ? [] : [dialect.after(terms(dated, plan.key, after, zone), parameters)]),
  ];
  const hint = dialect.indexHint(
    plan.table,
    order.map(({ name }) => name),
  );
  const where = conditions.length === 0 ? '' : ` where ${conditions.join(' and ')}`;
  const sorted = order.map((column) => dialect.neverNull(column)).join(', ');
  const rest = `${selectList(dialect, plan.table)} from ${plan.table.reference}${hint}${where} order by ${sorted}`;
  return {
    text: dialect.selectFirst(parameters.count(request.pageSize), rest),
    values: parameters.values,
  };
}

/** The column that orders the rows before their key; null where the key alone does. */
function datedBy({ stream, cursor }: StreamPlan, request: ReadRequest, part: Part): Column | null {
  const timed = stream.mode === 'keyset' && request.keys === undefined;
  if (!timed || cursor === null || (request.undated === true && part === 'asked')) return null;
  // Never null where it takes part, whatever its table says: a text in its place would be sorted without the index.
  return { ...cursor, nullable: false };
}

/** What is read: what was asked for, or the rows whose cursor holds a value that stands for none. */
export type Part = 'asked' | 'fillers';

function filled(plan: StreamPlan, dialect: Dialect, parameters: Parameters): readonly string[] {
  const { cursor, fillers } = plan;
  if (cursor === null || fillers === null) return [];
  const places = fillers.texts.map((text) => parameters.add(text, cursor.kind));
  return [`${dialect.quote(cursor.name)} in (${places.join(', ')})`];
}

/** A day's rows lie between its midnight and the next. */
function dayBounds({ dated, dialect, zone, request: { day }, parameters }: Bounds): readonly string[] {
  if (day === undefined) return [];
  const name = dialect.quote(dated.name);
  const next = new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
  const place = (text: string): string => parameters.add(dayStart(dated, text, dialect, zone), dated.kind);
  return [`${name} >= ${place(day)}`, `${name} < ${place(next)}`];
}

function rowsOfMode(plan: StreamPlan, dialect: Dialect, request: ReadRequest): readonly string[] {
  if (plan.stream.mode === 'flag' && plan.flag !== null) return [dialect.untaken(plan.flag)];
  if (plan.stream.mode !== 'keyset' || plan.cursor === null || request.keys !== undefined) return [];
  return [request.undated === true ? dialect.undated(plan.cursor) : dialect.dated(plan.cursor)];
}

function keyBounds(
  { key: [first] }: StreamPlan,
  dialect: Dialect,
  { keys }: ReadRequest,
  parameters: Parameters,
): readonly string[] {
  if (keys === undefined || first === undefined) return [];
  const name = dialect.quote(first.name);
  const place = (text: string): string => parameters.add(text, first.kind);
  return [`${name} >= ${place(keys.from)}`, `${name} <= ${place(keys.to)}`];
}

interface Bounds {
  readonly dated: Column;
  readonly dialect: Dialect;
  readonly zone: Zone;
  readonly request: ReadRequest;
  readonly after: Cursor | null;
  readonly parameters: Parameters;
}

function bounds({ dated, dialect, zone, request, after, parameters }: Bounds): readonly string[] {
  const name = dialect.quote(dated.name);
  const place = (text: string): string => parameters.add(text, dated.kind);
  const from =
    (after === null ? null : placeOf(dated, after, zone)) ??
    (request.since ? boundary(dated, zone, request.since) : null);
  return [
    ...dayBounds({ dated, dialect, zone, request, after, parameters }),
    // Also where the keyset says so already: MySQL takes its range from the plain comparison.
    ...(from === null ? [] : [`${name} >= ${place(from)}`]),
    ...(request.until === null ? [] : [`${name} <= ${place(boundary(dated, zone, request.until))}`]),
  ];
}

function boundary(column: Column, zone: Zone, instant: Date): string {
  const local = zone.toLocal(instant);
  if (column.kind === 'date') return local.slice(0, 10);
  if (column.kind === 'coarseTime') return local.slice(0, 19);
  return column.kind === 'zonedTime' ? `${local}${zone.offset(instant)}` : local;
}

/** Where a page ended. An instant without an offset is a local time, as earlier versions wrote it down. */
function placeOf(dated: Column, { at }: Cursor, zone: Zone): string | null {
  if (at === null || dated.kind !== 'zonedTime' || /[+-]\d\d(:?\d\d){0,2}( BC)?$/.test(at.slice(10)))
    return at;
  const instant = zone.toInstant(at);
  return instant === null ? at : `${at}${zone.offset(instant)}`;
}

function terms(dated: Column | null, key: readonly Column[], after: Cursor, zone: Zone): readonly Term[] {
  const keys = key.map((column, place) => ({ column, value: after.key[place] ?? '' }));
  if (dated === null) return keys;
  return [{ column: dated, value: placeOf(dated, after, zone) ?? '' }, ...keys];
}
