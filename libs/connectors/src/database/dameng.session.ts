import type { Session, SessionPlan } from './dialect.js';
import { loadDriver, property, type DriverPackage } from './driver.js';
import { openDriverSession, type DriverConnection } from './driver-session.js';
import { sourceFault } from './faults.js';

interface Connection {
  execute(text: string, values: unknown[], options: object): Promise<{ readonly rows?: unknown[][] }>;
  close(): Promise<void>;
}

interface Driver {
  readonly OUT_FORMAT_ARRAY: unknown;
  readonly NUMBER: unknown;
  readonly CLOB: unknown;
  readonly BLOB: unknown;
  fetchAsString: unknown[];
  fetchAsBuffer: unknown[];
  getConnection(options: object): Promise<Connection>;
}

const driverPackage: DriverPackage<Driver> = {
  name: 'dmdb',
  version: '1.0.48286',
  is: (value): value is Driver => typeof property(value, 'getConnection') === 'function',
};

const connectTimeoutMs = 10_000;
const silenceMs = 5_000;

/** Opens a connection from `dm://user:password@host:5236`. The account's rights are what keeps it from writing. */
export async function openDamengSession(plan: SessionPlan): Promise<Session> {
  const driver = await loadDriver(plan.source, driverPackage);
  driver.fetchAsString = [driver.NUMBER, driver.CLOB];
  driver.fetchAsBuffer = [driver.BLOB];
  return openDriverSession({
    connect: () => connect(driver, plan),
    texts: [],
    fault: (cause) => fault(plan, cause),
  });
}

async function connect(driver: Driver, plan: SessionPlan): Promise<DriverConnection> {
  const { username, password, host } = new URL(plan.url);
  const connection = await driver.getConnection({
    connectString: host,
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    connectTimeout: connectTimeoutMs,
    socketTimeout: plan.queryTimeoutMs + silenceMs,
  });
  const options = { outFormat: driver.OUT_FORMAT_ARRAY, autoCommit: false, maxRows: 0 };
  const close = (): Promise<void> => connection.close();
  return {
    rows: async ({ text, values }) => (await connection.execute(text, [...values], options)).rows ?? [],
    // The driver has no word for ending a statement; a connection that goes away ends it.
    cancel: close,
    close,
  };
}

// As the programmer's manual lists them: account or password, no right; no such table or column.
const denials = [-2501, -5504, -5515, -5567];
const mistakes = [-2106, -2111, -2207];
const lockWaits = [-6403, -6407];

function fault(plan: SessionPlan, cause: unknown): unknown {
  const number = Number(property(cause, 'errCode'));
  return sourceFault(plan.source, cause, (code) => {
    if (lockWaits.includes(number) || /time-?out|超时/i.test(code)) return 'HUB_SOURCE_TIMEOUT';
    if (denials.includes(number)) return 'HUB_SOURCE_DENIED';
    return mistakes.includes(number) ? 'HUB_SOURCE_INVALID' : null;
  });
}
