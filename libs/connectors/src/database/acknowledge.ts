import type { Cursor, RawRow } from '#base/contracts';
import type { Dialect, Parameters, Session, Statement } from './dialect.js';
import type { StreamPlan } from './stream-plan.js';

const rowsAtOnce = 200;

/** Writes the taken value back in small transactions, to those rows only whose whole content is still what was read. */
export async function writeTaken(
  session: Session,
  dialect: Dialect,
  plan: StreamPlan,
  rows: readonly RawRow[],
): Promise<void> {
  for (let start = 0; start < rows.length; start += rowsAtOnce) {
    await inTransaction(session, () =>
      takeSome(session, dialect, plan, rows.slice(start, start + rowsAtOnce)),
    );
  }
}

async function takeSome(
  session: Session,
  dialect: Dialect,
  plan: StreamPlan,
  rows: readonly RawRow[],
): Promise<void> {
  const bodies = new Map(rows.map((row) => [row.key, row.body]));
  const found = selectByKey(
    dialect,
    plan,
    rows.map(({ cursor }) => cursor),
  );
  const locked = await session.rows({ ...found, text: `${found.text} for update` });
  const unchanged = locked.map(plan.write).filter((row) => bodies.get(row.key) === row.body);
  if (unchanged.length > 0) await session.rows(updateTaken(dialect, plan, unchanged));
}

/** The rows of these keys as they are now. */
export function selectByKey(
  dialect: Dialect,
  plan: StreamPlan,
  places: readonly Pick<Cursor, 'key'>[],
): Statement {
  const parameters = dialect.parameters();
  const columns = plan.table.columns.map(({ name }) => dialect.quote(name)).join(', ');
  const where = keysIn(dialect, plan, places, parameters);
  return {
    text: `select ${columns} from ${plan.table.reference} where ${where}`,
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
  const columns = plan.key.map((column) => dialect.neverNull(column)).join(', ');
  const keys = places.map((place) => {
    const values = plan.key.map((column, at) =>
      parameters.add(place.key[at] ?? '', column.nullable ? 'text' : column.kind),
    );
    return `(${values.join(', ')})`;
  });
  return `(${columns}) in (${keys.join(', ')})`;
}

async function inTransaction(session: Session, work: () => Promise<void>): Promise<void> {
  const run = (text: string) => session.rows({ text, values: [] });
  await run('start transaction');
  try {
    await work();
    await run('commit');
  } catch (cause) {
    await run('rollback').catch(() => undefined);
    throw cause;
  }
}
