import { HubError, type SourceDefinition, type StreamDefinition } from '#base/contracts';
import type { Column, Dialect, Session, Table } from './dialect.js';
import { FillerTimes } from './filler-times.js';
import { readTexts } from './read-texts.js';
import type { Doubt } from './refused-row.js';
import { compileRowWriter, type RowWriter } from './row-writer.js';
import { streamBytes, type DatabaseSourceSettings } from './settings.js';
import type { WireRow } from './wire-values.js';
import { compileDoubts, compileWireWriter, type WireWriter } from './wire-writer.js';
import type { Zone } from './zone.js';

/** A stream matched with the department's catalogue: every name in it comes from there. */
export interface StreamPlan {
  readonly stream: StreamDefinition;
  readonly table: Table;
  readonly labels: readonly string[];
  readonly key: readonly Column[];
  readonly cursor: Column | null;
  readonly flag: Column | null;
  /** Null where the stream has no cursor. */
  readonly fillers: FillerTimes | null;
  /** What of a row's letters cannot be trusted. */
  readonly doubts: (row: WireRow | readonly unknown[]) => readonly Doubt[];
  readonly write: RowWriter;
  readonly writeWire: WireWriter;
}

/** What planning needs to know of the source. */
export interface PlanContext {
  readonly source: SourceDefinition;
  readonly settings: DatabaseSourceSettings;
  readonly dialect: Dialect;
  readonly session: Session;
  readonly zone: Zone;
  /** As in `SessionPlan`. */
  readonly zoneOffset: string;
}

const namedColumns = 30;

/** Finds the stream's table and columns. Throws HUB_SOURCE_INVALID naming what is not there. */
export async function planStream(context: PlanContext, stream: StreamDefinition): Promise<StreamPlan> {
  const { dialect, session, settings, source } = context;
  const [schema, name] = splitName(stream.table, settings.schema);
  const table = await dialect.findTable(session, schema, name, context.zoneOffset);
  if (table === null || table.columns.length === 0)
    throw invalid(source, stream, `找不到表 ${stream.table}，或账号无权查看`);
  const find = (column: string): number => placeOf(context, stream, table, column);
  const key = stream.key.map(find);
  const cursor = stream.cursor === null ? null : find(stream.cursor);
  const flag = stream.flag === null ? null : find(stream.flag.column);
  const column = (place: number): Column => columnAt(table, place);
  const cursorColumn = cursor === null ? null : column(cursor);
  if (stream.mode === 'keyset') requireTime(context, stream, cursorColumn);
  const labels = table.columns.map(({ name: label }) =>
    settings.columnNames === 'upper' ? label.toUpperCase() : label,
  );
  const layout = {
    labels,
    kinds: table.columns.map(({ kind }) => kind),
    caseNumber: find(stream.caseNumber),
    cursor: cursor ?? -1,
    key,
    texts: readTexts(table, labels, streamBytes(source, stream, settings.bytesAre), find),
  };
  return {
    doubts: compileDoubts(layout),
    stream,
    table,
    labels,
    key: key.map(column),
    cursor: cursorColumn,
    flag: flag === null ? null : column(flag),
    fillers: fillersOf(context, cursorColumn),
    write: compileRowWriter(layout, context.zone),
    writeWire: compileWireWriter(layout, context.zone),
  };
}

function fillersOf({ dialect, zone, settings }: PlanContext, cursor: Column | null): FillerTimes | null {
  return cursor === null ? null : new FillerTimes(dialect, cursor, zone, settings.emptyTimes);
}

/** Whether some index begins with the cursor column, so that a page costs a page. */
export function cursorIndexed(plan: StreamPlan): boolean {
  return plan.table.indexes.some(({ columns }) => columns[0] === plan.cursor?.name);
}

function splitName(table: string, schema: string | null): readonly [string | null, string] {
  const dot = table.indexOf('.');
  return dot === -1 ? [schema, table] : [table.slice(0, dot), table.slice(dot + 1)];
}

function placeOf(context: PlanContext, stream: StreamDefinition, table: Table, name: string): number {
  const exact = table.columns.findIndex((column) => column.name === name);
  if (exact !== -1) return exact;
  const folded = table.columns.findIndex((column) => column.name.toLowerCase() === name.toLowerCase());
  if (folded === -1) {
    const some = table.columns.slice(0, namedColumns).map((column) => column.name);
    const more = table.columns.length > some.length ? ` 等 ${table.columns.length} 列` : '';
    throw invalid(
      context.source,
      stream,
      `表 ${stream.table} 没有列 ${name}（现有列 ${some.join('、')}${more}）`,
    );
  }
  return folded;
}

function columnAt(table: Table, place: number): Column {
  const column = table.columns[place];
  if (column === undefined) throw new RangeError(`no column ${place} in ${table.reference}`);
  return column;
}

function requireTime(context: PlanContext, stream: StreamDefinition, cursor: Column | null): void {
  const timed = cursor !== null && ['date', 'coarseTime', 'localTime', 'zonedTime'].includes(cursor.kind);
  if (timed) return;
  const reason =
    cursor === null ? '增量读取需要游标列' : `游标列 ${cursor.name} 不是日期时间类型，请改用 snapshot 模式`;
  throw invalid(context.source, stream, reason);
}

function invalid(source: SourceDefinition, stream: StreamDefinition, reason: string): HubError {
  return new HubError(
    'HUB_SOURCE_INVALID',
    `数据源 ${source.id} 的数据流 ${stream.name}：${reason}，请与该部门核对后改正数据源定义。`,
    { source: source.id, stream: stream.name, table: stream.table },
  );
}
