import type { Session, SessionPlan, Statement } from './dialect.js';
import { loadDriver, property, type DriverPackage } from './driver.js';
import { openDriverSession, type DriverConnection } from './driver-session.js';
import { sourceFault } from './faults.js';

interface Answer {
  readonly recordset?: unknown[][];
}

interface Request {
  arrayRowMode: boolean;
  input(name: string, value: unknown): unknown;
  query(text: string): Promise<Answer>;
  batch(text: string): Promise<Answer>;
  cancel(): unknown;
}

interface Pool {
  connect(): Promise<unknown>;
  request(): Request;
  close(): Promise<unknown>;
  on(event: 'error', listener: () => void): unknown;
}

interface Driver {
  readonly ConnectionPool: new (config: object) => Pool;
}

const driverPackage: DriverPackage<Driver> = {
  name: 'mssql',
  version: '12.7.14',
  is: (value): value is Driver => typeof property(value, 'ConnectionPool') === 'function',
};

const connectTimeoutMs = 10_000;
const silenceMs = 5_000;
// The pool tries one connection, closes it, and opens the one it keeps.
const connectionsMade = 2;

/** What a session is told first. Reading stays as the server commits it; a lock is not waited for long. */
export const sqlServerOpening: readonly string[] = [
  'set lock_timeout 2000',
  'set transaction isolation level read committed',
  'set xact_abort on',
];

/** Opens one connection from `sqlserver://user:password@host:1433/database?encrypt=true&trustServerCertificate=false`. The account's rights are what keeps it from writing. */
export async function openSqlServerSession(plan: SessionPlan): Promise<Session> {
  const driver = await loadDriver(plan.source, driverPackage);
  return openDriverSession({
    connect: () => connect(driver, plan),
    texts: sqlServerOpening,
    fault: (cause) => fault(plan, cause),
  });
}

async function connect({ ConnectionPool }: Driver, plan: SessionPlan): Promise<DriverConnection> {
  const pool = new ConnectionPool(poolConfig(plan));
  pool.on('error', () => undefined);
  await pool.connect();
  let running: Request | null = null;
  return {
    rows: (statement) => {
      running = pool.request();
      return ask(running, statement);
    },
    cancel: () => running?.cancel(),
    close: () => pool.close(),
  };
}

/** A statement without values is a batch: what it sets, or begins, outlives it. */
async function ask(request: Request, { text, values }: Statement) {
  request.arrayRowMode = true;
  values.forEach((value, place) => request.input(`p${place + 1}`, value));
  const { recordset } = values.length === 0 ? await request.batch(text) : await request.query(text);
  return recordset ?? [];
}

function poolConfig(plan: SessionPlan): object {
  const url = new URL(plan.url);
  return {
    server: url.hostname,
    port: Number(url.port || 1433),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: decodeURIComponent(url.pathname.slice(1)),
    connectionTimeout: connectTimeoutMs,
    requestTimeout: plan.queryTimeoutMs + silenceMs,
    pool: { min: 1, max: 1, idleTimeoutMillis: 2 ** 31 - 1 },
    options: {
      encrypt: url.searchParams.get('encrypt') !== 'false',
      trustServerCertificate: url.searchParams.get('trustServerCertificate') === 'true',
      appName: 'hub collect',
    },
    beforeConnect: refuseReplacement(),
  };
}

/** A connection that breaks must not be replaced behind our back: the new one would know neither our settings nor our transaction. */
function refuseReplacement() {
  let made = 0;
  return (connection: { close(): void }): void => {
    made += 1;
    if (made <= connectionsMade) return;
    connection.close();
    throw new Error('connection lost');
  };
}

// 1222: lock wait. 229, 230: no right; 916, 4060: no database. 207, 208: no such column or table; 241, 245, 8114: a value of another type.
const timeouts = ['1222', 'ETIMEOUT', 'ECANCEL'];
const denials = ['229', '230', '916', '4060', '18456', 'ELOGIN'];
const mistakes = ['102', '207', '208', '241', '245', '8114'];

function fault(plan: SessionPlan, cause: unknown): unknown {
  const number = String(Number(property(cause, 'number')));
  return sourceFault(plan.source, cause, (code) => {
    const is = (codes: readonly string[]): boolean => codes.includes(number) || codes.includes(code);
    if (is(timeouts)) return 'HUB_SOURCE_TIMEOUT';
    if (is(denials)) return 'HUB_SOURCE_DENIED';
    return is(mistakes) ? 'HUB_SOURCE_INVALID' : null;
  });
}
