import { setTimeout as delay } from 'node:timers/promises';
import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise';
import type { Session, SessionPlan, Statement } from './dialect.js';
import { sourceFault } from './faults.js';

/** How the session counts time. */
export const utcOffset = '+00:00';
const connectTimeoutMs = 10_000;
const silenceMs = 5_000;
const goodbyeMs = 1_000;

/** A row as the server sent it: each value the bytes of its text, or of its own where the column is binary. */
type Sent = readonly (Buffer | null)[];

/** Opens a connection in UTC that hands over values as the server sent them, without write access unless asked for. */
export async function openMysqlSession(plan: SessionPlan): Promise<Session> {
  const connection = await connect(plan);
  connection.on('error', () => undefined);
  try {
    for (const text of await opening(connection, plan)) await connection.query(text);
  } catch (cause) {
    connection.destroy();
    throw fault(plan, cause);
  }
  const thread = connection.threadId;
  const closed = new AbortController();
  return {
    rows: async (statement) => (await query(connection, plan, statement, closed.signal)).map(texts),
    wireRows: async (statement, write) =>
      (await query(connection, plan, statement, closed.signal)).map((row) => write(row)),
    cancel: () => cancel(plan, thread),
    close: async () => {
      await close(connection);
      closed.abort();
    },
  };
}

async function connect(plan: SessionPlan): Promise<Connection> {
  try {
    return await createConnection({
      uri: plan.url,
      connectTimeout: connectTimeoutMs,
      charset: 'utf8mb4',
      enableKeepAlive: true,
      // Rows matched, not rows changed: writing the same flag twice is still a hit.
      flags: ['FOUND_ROWS'],
    });
  } catch (cause) {
    throw fault(plan, cause);
  }
}

async function opening(connection: Connection, plan: SessionPlan): Promise<readonly string[]> {
  const [rows] = await connection.query<RowDataPacket[]>('select version() as version');
  const maria = String(rows[0]?.['version']).includes('MariaDB');
  return [
    // Values are escaped with backslashes: a server mode that takes those literally would let a key value end its text.
    "set session sql_mode = ''",
    // A TIMESTAMP is an instant, printed by the session's offset: summer time of other years is not in it. The hub knows the zones; a server may not.
    `set session time_zone = '${utcOffset}'`,
    'set session transaction isolation level read committed',
    `set session transaction ${plan.readOnly ? 'read only' : 'read write'}`,
    'set session innodb_lock_wait_timeout = 2',
    maria
      ? `set session max_statement_time = ${plan.queryTimeoutMs / 1000}`
      : `set session max_execution_time = ${plan.queryTimeoutMs}`,
  ];
}

async function query(
  connection: Connection,
  plan: SessionPlan,
  statement: Statement,
  closed: AbortSignal,
): Promise<readonly Sent[]> {
  const answered = new AbortController();
  try {
    const given = AbortSignal.any([answered.signal, closed]);
    const [rows] = await Promise.race([
      connection.query<RowDataPacket[][]>({
        sql: statement.text,
        values: [...statement.values],
        rowsAsArray: true,
        // The driver reads numbers of sixteen digits as sums of tens, and geometries as numbers.
        typeCast: false,
      }),
      silence(plan.queryTimeoutMs + silenceMs, given),
    ]);
    return Array.isArray(rows) ? rows.flatMap((row: unknown) => (isSent(row) ? [row] : [])) : [];
  } catch (cause) {
    throw fault(plan, cause);
  } finally {
    answered.abort();
  }
}

/** A statement that gives no rows answers with a header instead. */
function isSent(row: unknown): row is Sent {
  return Array.isArray(row);
}

function texts(row: Sent): readonly (string | null)[] {
  return row.map((value) => value?.toString('utf8') ?? null);
}

/** Fails once the time is over or the session closed. The driver's own time-out would outlive a closed connection and hold the process. */
async function silence(ms: number, given: AbortSignal): Promise<never> {
  await delay(ms, undefined, { ref: false, signal: given }).catch(() => undefined);
  throw Object.assign(new Error('no answer in time'), { code: 'PROTOCOL_SEQUENCE_TIMEOUT' });
}

async function cancel(plan: SessionPlan, thread: number): Promise<void> {
  try {
    const other = await connect(plan);
    other.on('error', () => undefined);
    await other.query('kill query ?', [thread]).catch(() => undefined);
    await close(other);
  } catch {
    // A server that cannot be asked ends the statement by its own time-out.
  }
}

async function close(connection: Connection): Promise<void> {
  // A goodbye waits for the statement before it; a server that has gone silent is not waited for.
  const goodbye = connection.end().catch(() => undefined);
  await Promise.race([goodbye, delay(goodbyeMs, undefined, { ref: false })]);
  connection.destroy();
}

// 1969 and 3024: statement time; 1317: interrupted; 1205: lock wait. 1044, 1045, 1142, 1143, 1227, 1698: access. 1049: no such database.
const timeouts = new Set(['1969', '3024', '1317', '1205', 'PROTOCOL_SEQUENCE_TIMEOUT']);
const denials = new Set(['1044', '1045', '1049', '1142', '1143', '1227', '1698', '1792']);
const mistakes = new Set(['1054', '1064', '1146', '1176', '1292', '1366']);

function fault(plan: SessionPlan, cause: unknown): unknown {
  return sourceFault(plan.source, cause, (code) => {
    if (timeouts.has(code)) return 'HUB_SOURCE_TIMEOUT';
    if (denials.has(code)) return 'HUB_SOURCE_DENIED';
    return mistakes.has(code) ? 'HUB_SOURCE_INVALID' : null;
  });
}
