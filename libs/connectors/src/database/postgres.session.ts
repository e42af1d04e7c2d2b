import { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import type { Session, SessionPlan, Statement } from './dialect.js';
import { sourceFault } from './faults.js';
import { RowTap } from './postgres.tap.js';

const connectTimeoutMs = 10_000;
// The server ends a long statement first; this one is for a server that no longer answers at all.
const silenceMs = 5_000;
const silence = 'Query read timeout';
const goodbyeMs = 1_000;
const asText = { getTypeParser: () => (text: string) => text };

/** Opens a connection that answers in texts, in the source's time zone, without write access unless asked for. */
export async function openPostgresSession(plan: SessionPlan): Promise<Session> {
  const socket = new Socket();
  const client = newClient(plan, socket);
  const tap = RowTap.on(client);
  // A cut connection also fails the statement that runs on it, or the next one; this keeps it from failing the process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    for (const text of openingTexts(plan)) await client.query(text);
  } catch (cause) {
    await end(client, socket);
    throw postgresFault(plan, cause);
  }
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  const pid = rows[0]?.pid ?? 0;
  let last: Promise<unknown> = Promise.resolve();
  /** One statement at a time, so that rows that are taken are those of the statement they are taken for. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  };
  const ask = async (statement: Statement): Promise<unknown[][]> => {
    try {
      return await query(client, statement);
    } catch (cause) {
      // What a silent server sends after all would be taken for the next statement's.
      if (isSilence(cause)) socket.destroy();
      throw postgresFault(plan, cause);
    }
  };
  return {
    rows: (statement) => inTurn(() => ask(statement)),
    wireRows: (statement, write) => inTurn(() => tap.rows(() => ask(statement), write)),
    cancel: () => cancel(plan, pid),
    close: () => end(client, socket),
  };
}

function newClient(plan: SessionPlan, socket: Socket): Client {
  return new Client({
    stream: () => socket,
    connectionString: plan.url,
    application_name: 'hub collect',
    connectionTimeoutMillis: connectTimeoutMs,
    keepAlive: true,
    query_timeout: plan.queryTimeoutMs + silenceMs,
  });
}

/** What a session is told first: how values are printed, how long a statement may take. */
export function openingTexts(plan: SessionPlan): readonly string[] {
  return [
    `set timezone to '${plan.timeZone.replaceAll("'", '')}'`,
    "set datestyle to 'ISO, YMD'",
    "set bytea_output to 'hex'",
    "set intervalstyle to 'postgres'",
    // A server that converts nothing still refuses a whole page for one text that is no UTF-8, unless it is told that nothing is expected.
    "select set_config('client_encoding', 'SQL_ASCII', false) where getdatabaseencoding() = 'SQL_ASCII'",
    // Older servers leave digits out of a number that is not decimal, unless they are asked for them.
    'set extra_float_digits to 3',
    `set statement_timeout to ${plan.queryTimeoutMs}`,
    "set lock_timeout to '2s'",
    'set jit to off',
    'set max_parallel_workers_per_gather to 0',
    `set default_transaction_read_only to ${plan.readOnly ? 'on' : 'off'}`,
  ];
}

async function query(client: Client, { text, values }: Statement): Promise<unknown[][]> {
  const { rows } = await client.query<unknown[]>({
    text,
    values: [...values],
    rowMode: 'array',
    types: asText,
  });
  return rows;
}

/** The driver's own word, which has no code. */
function isSilence(cause: unknown): boolean {
  return cause instanceof Error && cause.message === silence;
}

async function cancel(plan: SessionPlan, pid: number): Promise<void> {
  const socket = new Socket();
  const client = newClient(plan, socket);
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select pg_cancel_backend($1)', [pid]);
  } catch {
    // A server that cannot be asked ends the statement by its own time-out.
  } finally {
    await end(client, socket);
  }
}

/** Says goodbye, and does not wait for the answer of a server that has gone silent. */
async function end(client: Client, socket: Socket): Promise<void> {
  const goodbye = client.end().catch(() => undefined);
  await Promise.race([goodbye, delay(goodbyeMs, undefined, { ref: false })]);
  socket.destroy();
}

/** A driver's error as a fault of the source. */
export function postgresFault(plan: SessionPlan, cause: unknown): unknown {
  return sourceFault(plan.source, cause, (code) => {
    if (code === '57014' || code === '55P03' || code === silence) return 'HUB_SOURCE_TIMEOUT';
    if (/^(28|42501|3D000|25006)/.test(code)) return 'HUB_SOURCE_DENIED';
    return /^(42|22)/.test(code) ? 'HUB_SOURCE_INVALID' : null;
  });
}
