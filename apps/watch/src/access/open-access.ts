import { randomBytes } from 'node:crypto';
import type { Clock } from '#base/contracts';
import type { Database } from '#base/postgres';
import type { Settings } from '#base/settings';
import { Accounts, SignIn, Tokens } from '#libs/access';
import { Journal } from './journal.js';
import { OperatorToken, Recogniser } from './recognise.js';
import { CookieRule } from './session.controller.js';
import type { WatchParts } from '../watch.module.js';

/** Who may come in, as the settings and the database have it. */
export function openAccess(
  { access, watch }: Pick<Settings, 'access' | 'watch'>,
  database: Database,
  clock: Clock,
): Pick<WatchParts, 'accounts' | 'tokens' | 'signIn' | 'recogniser' | 'journal' | 'cookies'> {
  const ports = { database, clock, random: randomBytes };
  const tokens = new Tokens(ports);
  const lock = { failures: access.lockFailures, lockMs: access.lockMs };
  const signIn = new SignIn(ports, { lock, idleMs: access.idleMs, longestMs: access.longestMs });
  return {
    accounts: new Accounts(ports),
    tokens,
    signIn,
    recogniser: new Recogniser(new OperatorToken(watch.operatorToken), tokens, signIn),
    journal: new Journal(database, clock),
    cookies: new CookieRule(access.secureCookies),
  };
}
