import type { DayCount } from '#base/contracts';
import type { Column, Dialect, Session, Statement } from './dialect.js';
import type { StreamPlan } from './stream-plan.js';
import type { Zone } from './zone.js';

const countedKeys: readonly Column['kind'][] = ['text', 'narrowText', 'integer', 'decimal'];

/** How a day's beginning is compared with a cursor column, as its dialect prints the column. */
export function dayStart(cursor: Column, day: string, dialect: Dialect, zone: Zone): string {
  if (cursor.kind === 'date') return day;
  const midnight = `${day} 00:00:00`;
  if (cursor.kind !== 'zonedTime') return midnight;
  if (dialect.printsInstantsIn === 'utc') return `${midnight}+00:00`;
  const instant = zone.toInstant(midnight);
  return instant === null ? midnight : `${midnight}${zone.offset(instant)}`;
}

/** Counts a table's rows by the day its cursor prints, one short statement along the cursor's index. */
export async function countDays(
  session: Session,
  plan: StreamPlan,
  dialect: Dialect,
  zone: Zone,
  range: { readonly from: string | null; readonly before: string },
): Promise<readonly DayCount[]> {
  if (plan.cursor === null) return [];
  const cursor = { ...plan.cursor, nullable: false };
  const found = await session.rows(statementOf(plan, cursor, dialect, zone, range));
  return found.flatMap(([day, rows, first, last]) => {
    const text = String(day);
    if (plan.fillers?.hasDay(text) === true) return [];
    return { day: text, rows: Number(rows), firstKey: textOf(first), lastKey: textOf(last) };
  });
}

function statementOf(
  { key: [first], table }: StreamPlan,
  cursor: Column,
  dialect: Dialect,
  zone: Zone,
  { from, before }: { readonly from: string | null; readonly before: string },
): Statement {
  const parameters = dialect.parameters();
  const name = dialect.quote(cursor.name);
  const day = dialect.dayOf(cursor);
  const place = (text: string): string => parameters.add(dayStart(cursor, text, dialect, zone), cursor.kind);
  const ends =
    first !== undefined && countedKeys.includes(first.kind)
      ? `min(${dialect.asText(first)}), max(${dialect.asText(first)})`
      : 'null, null';
  const lower = from === null ? '' : ` and ${name} >= ${place(from)}`;
  const where = `${dialect.dated(cursor)}${lower} and ${name} < ${place(before)}`;
  return {
    text: `select ${day}, count(*), ${ends} from ${table.reference} where ${where} group by ${day}`,
    values: parameters.values,
  };
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : null;
}
