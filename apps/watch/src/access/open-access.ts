import { randomBytes } from 'node:crypto';
import { HubError, type Clock } from '#base/contracts';
import type { Database } from '#base/postgres';
import type { VaultSecrets } from '#base/secrets';
import type { Settings } from '#base/settings';
import { Accounts, IdentityProvider, OidcSignIn, SignIn, Tokens } from '#libs/access';
import type { WatchParts } from '../watch.module.js';
import { CookieRule } from './cookie.js';
import { Journal } from './journal.js';
import { OperatorToken, Recogniser } from './recognise.js';

type Opened = Pick<
  WatchParts,
  'accounts' | 'tokens' | 'signIn' | 'oidc' | 'recogniser' | 'journal' | 'cookies'
>;

/** Who may come in, as the settings and the database have it. */
export function openAccess(
  { access, watch, oidc }: Pick<Settings, 'access' | 'watch' | 'oidc'>,
  { database, vault }: { readonly database: Database; readonly vault: VaultSecrets },
  clock: Clock,
): Opened {
  const ports = { database, clock, random: randomBytes };
  const tokens = new Tokens(ports);
  const lock = { failures: access.lockFailures, lockMs: access.lockMs };
  const signIn = new SignIn(ports, { lock, idleMs: access.idleMs, longestMs: access.longestMs });
  return {
    accounts: new Accounts(ports),
    tokens,
    signIn,
    oidc: new OidcSignIn(ports, signIn, openProvider(oidc, vault)),
    recogniser: new Recogniser(new OperatorToken(watch.operatorToken), tokens, signIn),
    journal: new Journal(database, clock),
    cookies: new CookieRule(access.secureCookies),
  };
}

/** The identity provider of the settings; its secret is read when somebody signs in first, and anew after the provider refused it. */
function openProvider(oidc: Settings['oidc'], vault: VaultSecrets): IdentityProvider | null {
  if (oidc.issuer === '') return null;
  if (oidc.clientId === '' || oidc.redirectUri === '')
    throw new HubError(
      'HUB_SETTINGS_INVALID',
      '配置了 oidc.issuer，就须同时配置 oidc.clientId 与 oidc.redirectUri。',
      {
        setting: 'oidc',
      },
    );
  return new IdentityProvider(oidc, async () => {
    await vault.refresh();
    return vault.secret('oidc.client-secret');
  });
}
