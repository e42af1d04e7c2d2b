import type { Cursor, RawRow } from '#base/contracts';
import { selectList, type Dialect, type Parameters, type Session, type Statement } from './dialect.js';
import type { StreamPlan } from './stream-plan.js';

const rowsAtOnce = 200;

/** Writes the taken value back in small transactions, to those rows only whose whole content is still what was read. */
export async function writeTaken(
  session: Session,
  dialect: Dialect,
  plan: StreamPlan,
  rows: readonly RawRow[],
  zoneOffset: string,
): Promise<void> {
  for (let start = 0; start < rows.length; start += rowsAtOnce) {
    await inTransaction(session, dialect, () =>
      takeSome(session, dialect, plan, rows.slice(start, start + rowsAtOnce), zoneOffset),
    );
  }
}

async function takeSome(
  session: Session,
  dialect: Dialect,
  plan: StreamPlan,
  rows: readonly RawRow[],
  zoneOffset: string,
): Promise<void> {
  const bodies = new Map(rows.map((row) => [row.key, row.body]));
  const places = rows.map(({ cursor }) => cursor);
  const locked = await writtenRows(session, plan, selectByKey(dialect, plan, places, dialect.writing));
  const unchanged = locked.filter((row) => bodies.get(row.key)?.equals(row.body) === true);
  if (unchanged.length === 0) return;
  const { clock } = dialect.writing;
  const set = async (text: string | undefined): Promise<void> => {
    if (text !== undefined) await session.rows({ text, values: [] });
  };
  await set(clock?.local(zoneOffset));
  await session.rows(updateTaken(dialect, plan, unchanged));
  await set(clock?.back);
}

/** A statement's rows as raw rows, from the bytes in which they were sent where the session has them. */
export async function writtenRows(
  session: Session,
  plan: StreamPlan,
  statement: Statement,
): Promise<readonly RawRow[]> {
  if (session.wireRows !== undefined) return session.wireRows(statement, plan.writeWire);
  return (await session.rows(statement)).map(plan.write);
}

const unlocked = { lockHint: '', lockClause: '' };

/** The rows of these keys as they are now, locked where that is asked for. */
export function selectByKey(
  dialect: Dialect,
  plan: StreamPlan,
  places: readonly Pick<Cursor, 'key'>[],
  { lockHint, lockClause }: Pick<Dialect['writing'], 'lockHint' | 'lockClause'> = unlocked,
): Statement {
  const parameters = dialect.parameters();
  const where = keysIn(dialect, plan, places, parameters);
  return {
    text: `select ${selectList(dialect, plan.table)} from ${plan.table.reference}${lockHint} where ${where}${lockClause}`,
    values: parameters.values,
  };
}

function updateTaken(dialect: Dialect, plan: StreamPlan, rows: readonly RawRow[]): Statement {
  const parameters = dialect.parameters();
  const flag = dialect.quote(plan.flag?.name ?? '');
  const taken = parameters.add(plan.stream.flag?.taken ?? '', plan.flag?.kind ?? 'text');
  const where = keysIn(
    dialect,
    plan,
    rows.map(({ cursor }) => cursor),
    parameters,
  );
  return {
    text: `update ${plan.table.reference} set ${flag} = ${taken} where ${where}`,
    values: parameters.values,
  };
}

function keysIn(
  dialect: Dialect,
  plan: StreamPlan,
  places: readonly Pick<Cursor, 'key'>[],
  parameters: Parameters,
): string {
  const columns = plan.key.map((column) => dialect.neverNull(column));
  const keys = places.map(({ key }) =>
    plan.key.map((column, at) => dialect.keyValue({ column, value: key[at] ?? '' }, parameters)),
  );
  if (dialect.rowValues)
    return `(${columns.join(', ')}) in (${keys.map((values) => `(${values.join(', ')})`).join(', ')})`;
  const same = (values: readonly string[]): string =>
    columns.map((column, at) => `${column} = ${values[at] ?? ''}`).join(' and ');
  return `(${keys.map((values) => `(${same(values)})`).join(' or ')})`;
}

async function inTransaction(
  session: Session,
  { writing: { begin, commit, rollback } }: Dialect,
  work: () => Promise<void>,
): Promise<void> {
  const run = (text: string) => session.rows({ text, values: [] });
  if (begin !== '') await run(begin);
  try {
    await work();
    await run(commit);
  } catch (cause) {
    await run(rollback).catch(() => undefined);
    throw cause;
  }
}
