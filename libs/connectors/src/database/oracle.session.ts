import type { Session, SessionPlan } from './dialect.js';
import { loadDriver, property, type DriverPackage } from './driver.js';
import { openDriverSession, type DriverConnection } from './driver-session.js';
import { sourceFault } from './faults.js';

interface Connection {
  callTimeout: number;
  execute(text: string, values: unknown[], options: object): Promise<{ readonly rows?: unknown[][] }>;
  break(): Promise<void>;
  close(): Promise<void>;
}

interface Driver {
  readonly STRING: unknown;
  readonly BUFFER: unknown;
  readonly OUT_FORMAT_ARRAY: unknown;
  getConnection(options: object): Promise<Connection>;
}

const driverPackage: DriverPackage<Driver> = {
  name: 'oracledb',
  version: '7.0.1',
  is: (value): value is Driver => typeof property(value, 'getConnection') === 'function',
};

const connectTimeoutSeconds = 10;
const texts = new Set(['NUMBER', 'CLOB', 'NCLOB', 'LONG']);

/** Opens a connection from `oracle://user:password@host:1521/service`. Oracle knows no read-only session: the account's rights are what keeps it from writing. */
export async function openOracleSession(plan: SessionPlan): Promise<Session> {
  const driver = await loadDriver(plan.source, driverPackage);
  return openDriverSession({
    connect: () => connect(driver, plan),
    texts: oracleOpening(plan),
    fault: (cause) => fault(plan, cause),
  });
}

/** What a session is told first: a keyset is only right where texts are compared as they are sorted, and numbers are read with a point. */
export function oracleOpening({ zoneOffset }: SessionPlan): readonly string[] {
  return [
    "alter session set nls_sort = 'BINARY' nls_comp = 'BINARY' nls_numeric_characters = '.,'",
    "alter session set nls_date_format = 'YYYY-MM-DD HH24:MI:SS'",
    "alter session set nls_timestamp_format = 'YYYY-MM-DD HH24:MI:SS.FF'",
    "alter session set nls_timestamp_tz_format = 'YYYY-MM-DD HH24:MI:SS.FFTZH:TZM'",
    `alter session set time_zone = '${zoneOffset}'`,
  ];
}

async function connect(driver: Driver, plan: SessionPlan): Promise<DriverConnection> {
  const { username, password, host, pathname } = new URL(plan.url);
  const connection = await driver.getConnection({
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    connectString: `${host}${pathname}`,
    connectTimeout: connectTimeoutSeconds,
    transportConnectTimeout: connectTimeoutSeconds,
  });
  connection.callTimeout = plan.queryTimeoutMs;
  const options = {
    outFormat: driver.OUT_FORMAT_ARRAY,
    autoCommit: false,
    maxRows: 0,
    fetchTypeHandler: (column: unknown) =>
      fetchedAs(driver, property(property(column, 'dbType'), 'columnTypeName')),
  };
  return {
    rows: async ({ text, values }) => (await connection.execute(text, [...values], options)).rows ?? [],
    cancel: () => connection.break(),
    close: () => connection.close(),
  };
}

function fetchedAs(driver: Driver, type: unknown): { readonly type: unknown } | undefined {
  if (type === 'BLOB') return { type: driver.BUFFER };
  return texts.has(String(type)) ? { type: driver.STRING } : undefined;
}

// 01013: cancelled; 00054, 30006: lock wait. 00942: no such table, or no right to it.
const timeouts = ['ORA-01013', 'ORA-00054', 'ORA-30006', 'NJS-123'];
const denials = ['ORA-01017', 'ORA-01031', 'ORA-01045', 'ORA-28000', 'ORA-28001', 'ORA-41900'];
const mistakes = ['ORA-00942', 'ORA-00904', 'ORA-00932', 'ORA-01722', 'ORA-01861', 'ORA-01843'];

function fault(plan: SessionPlan, cause: unknown): unknown {
  return sourceFault(plan.source, cause, (code) => {
    if (timeouts.includes(code)) return 'HUB_SOURCE_TIMEOUT';
    if (denials.includes(code)) return 'HUB_SOURCE_DENIED';
    return mistakes.includes(code) ? 'HUB_SOURCE_INVALID' : null;
  });
}
