import { createHmac } from 'node:crypto';
import type { Principal } from '#base/contracts';
import { writeAudit } from '#base/postgres';
import type { AccessPorts } from './access-ports.js';
import { hashPassword, isPassword, passwordProblem } from './password.js';
import { roleRights } from './role-rights.js';
import { digestOf, isSecret, newSecret } from './secret-text.js';
import { beginSignIn, type LockRule } from './sql/begin-sign-in.js';
import { deleteSession } from './sql/delete-session.js';
import { endSessions } from './sql/end-sessions.js';
import { insertSession, type Way } from './sql/insert-session.js';
import { settleSignIn } from './sql/settle-sign-in.js';
import { touchSession, type SessionAccount } from './sql/touch-session.js';
import { updatePassword } from './sql/update-password.js';

/** How long sessions last, and when failures lock. */
export interface SignInRules {
  readonly lock: LockRule;
  readonly idleMs: number;
  readonly longestMs: number;
}

/** A person recognised by a session. */
export interface SignedIn {
  readonly account: string;
  readonly principal: Principal;
  readonly title: string;
  readonly csrf: string;
}

/** Sign-in with a password, and the sessions it opens. Wrong, unknown, locked and disabled look alike from outside. */
export class SignIn {
  /** Compared with where there is no account, so that an unknown name takes as long as a wrong password. */
  #nobody: Promise<string> | null = null;

  constructor(
    private readonly ports: AccessPorts,
    private readonly rules: SignInRules,
  ) {}

  /** Opens a session and answers the cookie's value; null when name and password do not open one. */
  async open(name: string, password: string): Promise<string | null> {
    return (await this.#isRight(name, password)) ? this.admit(name, 'password') : null;
  }

  /** Opens a session for an account that has proved itself; answers the cookie's value. */
  async admit(name: string, way: Way): Promise<string> {
    const { database, clock, random } = this.ports;
    const at = clock.now();
    const secret = newSecret(random);
    const endsAt = new Date(at.getTime() + this.rules.longestMs);
    await database.transaction(async (tx) => {
      await settleSignIn(tx, name, at);
      await insertSession(tx, { digest: digestOf(secret), account: name, way, at, endsAt });
    });
    return secret;
  }

  /** Who a cookie stands for; null when its session ended. */
  async find(secret: string): Promise<SignedIn | null> {
    const at = this.ports.clock.now();
    const idleSince = new Date(at.getTime() - this.rules.idleMs);
    const account = await touchSession(this.ports.database, digestOf(secret), at, idleSince);
    if (account === null) return null;
    const { name, title } = account;
    return { account: name, principal: principalOf(account), title, csrf: csrfOf(secret) };
  }

  async close(secret: string): Promise<void> {
    await deleteSession(this.ports.database, digestOf(secret));
  }

  /** Changes one's own password and ends one's other sessions. Answers why not, or null when it is changed. */
  async changePassword(
    { account }: SignedIn,
    secret: string,
    before: string,
    after: string,
  ): Promise<string | null> {
    const problem = passwordProblem(after, account) ?? (before === after ? '新口令应与原口令不同。' : null);
    if (problem !== null) return problem;
    if (!(await this.#isRight(account, before))) return '原口令不正确，或账号已锁定。';
    const { database, clock, random } = this.ports;
    const password = await hashPassword(after, random);
    const at = clock.now();
    const by = `account:${account}`;
    await database.transaction(async (tx) => {
      await updatePassword(tx, account, { password, mustChange: false, at });
      await endSessions(tx, account, digestOf(secret));
      await writeAudit(tx, { at, by, action: 'account.password', subject: account, detail: {} });
    });
    return null;
  }

  async #isRight(name: string, password: string): Promise<boolean> {
    const { database, clock, random } = this.ports;
    const found = await beginSignIn(database, name, clock.now(), this.rules.lock);
    this.#nobody ??= hashPassword(newSecret(random), random);
    const right = await isPassword(password, found?.password ?? (await this.#nobody));
    return right && found !== null;
  }
}

/** Whether a write showed what belongs to its session. */
export function isCsrf(shown: string, signedIn: SignedIn): boolean {
  return isSecret(shown, digestOf(signedIn.csrf));
}

/** Made from the session's secret, so that nothing more has to be kept; who does not know the cookie cannot make it. */
function csrfOf(secret: string): string {
  return createHmac('sha256', secret).update('csrf').digest('base64url');
}

function principalOf({ name, role, region, department, mustChange }: SessionAccount): Principal {
  return {
    kind: 'person',
    name: `account:${name}`,
    role,
    place: { region, department },
    rights: roleRights[role],
    mustChange,
  };
}
