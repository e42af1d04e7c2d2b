import { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import type { Session, SessionPlan, Statement } from './dialect.js';
import { sourceFault } from './faults.js';

const connectTimeoutMs = 10_000;
// The server ends a long statement first; this one is for a server that no longer answers at all.
const silenceMs = 5_000;
const goodbyeMs = 1_000;
const asText = { getTypeParser: () => (text: string) => text };

/** Opens a connection that answers in texts, in the source's time zone, without write access unless asked for. */
export async function openPostgresSession(plan: SessionPlan): Promise<Session> {
  const socket = new Socket();
  const client = newClient(plan, socket);
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
  return {
    rows: (statement) => query(client, plan, statement),
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
    `set statement_timeout to ${plan.queryTimeoutMs}`,
    "set lock_timeout to '2s'",
    'set jit to off',
    'set max_parallel_workers_per_gather to 0',
    `set default_transaction_read_only to ${plan.readOnly ? 'on' : 'off'}`,
  ];
}

async function query(client: Client, plan: SessionPlan, statement: Statement) {
  try {
    const { rows } = await client.query<unknown[]>({
      text: statement.text,
      values: [...statement.values],
      rowMode: 'array',
      types: asText,
    });
    return rows;
  } catch (cause) {
    throw postgresFault(plan, cause);
  }
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
    if (code === '57014' || code === '55P03' || code === 'Query read timeout') return 'HUB_SOURCE_TIMEOUT';
    if (/^(28|42501|3D000|25006)/.test(code)) return 'HUB_SOURCE_DENIED';
    return /^(42|22)/.test(code) ? 'HUB_SOURCE_INVALID' : null;
  });
}
