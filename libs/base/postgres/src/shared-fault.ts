import { types } from 'node:util';
import { HubError } from '#base/contracts';

// What lies with the server, the account, the schema or those who work beside us: class 08 connections, 25 transaction state, 26 and
// 34 what a session held, 28 accounts, 3D and 3F names of databases and schemas, 40 deadlocks and serialization, 42 rights, tables and
// columns that are not there, 53 disk, memory and connections, 55 locks, 57 an operator's hand, 58 the system, F0 configuration,
// XX001 and XX002 broken pages.
const shared = /^(08|25|26|28|34|3D|3F|40|42|53|55|57|58|F0|XX00[12])/;

/**
 * Whether a fault met while records are handled concerns all of them: a server, an account, a lease, a disk. Everything else is a fault of
 * one record until proven otherwise, whether PostgreSQL refuses its data or our own code breaks off on it.
 */
export function isSharedFault(thrown: unknown): boolean {
  if (thrown instanceof HubError) return thrown.remedy !== 'park';
  if (!types.isNativeError(thrown)) return true;
  const code = 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : '';
  // Faults of the operating system and of Node.js itself.
  if ('syscall' in thrown || /^E[A-Z]+$/.test(code)) return true;
  return thrown.name === 'AbortError' || shared.test(code);
}

/** What kind of fault it is, as it may be shown: its class, and the SQLSTATE or the code it carries; never its message, which may quote data. */
export function faultKind(thrown: unknown): string {
  if (!types.isNativeError(thrown)) return 'unknown';
  const code = 'code' in thrown && typeof thrown.code === 'string' ? ` ${thrown.code}` : '';
  return `${thrown.name}${code}`.slice(0, 60);
}
