import type { Place, Role, Tx } from '#base/contracts';
import { writeAudit } from '#base/postgres';
import type { AccessPorts } from './access-ports.js';
import { checkPlace, refused } from './check-place.js';
import { firstPassword, hashPassword, passwordProblem } from './password.js';
import { deleteIdentity } from './sql/delete-identity.js';
import { disableAccount } from './sql/disable-account.js';
import { endSessions } from './sql/end-sessions.js';
import { insertAccount } from './sql/insert-account.js';
import { putIdentity, type Identity } from './sql/put-identity.js';
import { selectAccounts, type Account } from './sql/select-accounts.js';
import { updatePassword } from './sql/update-password.js';

/** A person to be admitted. Without a password one is made, which is answered once. */
export interface NewAccount {
  readonly name: string;
  readonly title: string;
  readonly role: Role;
  readonly place: Place;
  readonly password: string | null;
}

const wellFormed = /^[a-z][a-z0-9._-]{1,39}$/;

/** Who may sign in with a password. Every act leaves a line in the audit, in the same transaction; none holds a password. */
export class Accounts {
  constructor(private readonly ports: AccessPorts) {}

  list(): Promise<readonly Account[]> {
    return selectAccounts(this.ports.database);
  }

  /** Adds an account and answers its first password, which must be changed at the first sign-in. */
  async add({ name, title, role, place, password }: NewAccount, by: string): Promise<string> {
    const { database, random } = this.ports;
    if (!wellFormed.test(name))
      throw refused('账号名应为 2 至 40 个小写字母、数字、点、横线，以字母开头，如 wang.li。');
    await checkPlace(database, role, place);
    const chosen = this.#choose(name, password);
    const hash = await hashPassword(chosen, random);
    await this.#act('add', name, by, async (tx, at) => {
      if (!(await insertAccount(tx, { name, title, role, place, password: hash, by, at })))
        throw refused(`账号“${name}”已存在。`);
      return { role, region: place.region, department: place.department };
    });
    return chosen;
  }

  /** Gives an account a new first password, lifts its lock and ends its sessions. */
  async reset(name: string, password: string | null, by: string): Promise<string> {
    const chosen = this.#choose(name, password);
    const hash = await hashPassword(chosen, this.ports.random);
    await this.#act('reset', name, by, async (tx, at) => {
      if (!(await updatePassword(tx, name, { password: hash, mustChange: true, at }))) throw unknown(name);
      await endSessions(tx, name);
      return {};
    });
    return chosen;
  }

  /** Takes an account out of use, with its sessions; or back into it. */
  disable(name: string, disabled: boolean, why: string, by: string): Promise<void> {
    return this.#act(disabled ? 'disable' : 'enable', name, by, async (tx, at) => {
      if (!(await disableAccount(tx, name, disabled ? at : null)))
        throw refused(`没有账号“${name}”，或它已是${disabled ? '停用' : '启用'}状态。`);
      await endSessions(tx, name);
      return { why };
    });
  }

  /** Lets whoever the identity provider knows by that subject sign in to an account. */
  link(name: string, { issuer, subject }: Omit<Identity, 'account'>, by: string): Promise<void> {
    if (issuer === '') throw refused('还没有配置统一身份认证（oidc.issuer），不能关联。');
    return this.#act('link', name, by, async (tx, at) => {
      if (!(await putIdentity(tx, { account: name, issuer, subject }, by, at)))
        throw refused(`没有账号“${name}”，或该统一身份已关联别的账号。`);
      return { issuer, subject };
    });
  }

  /** Takes that back, and ends the account's sessions. */
  unlink(name: string, why: string, by: string): Promise<void> {
    return this.#act('unlink', name, by, async (tx) => {
      if (!(await deleteIdentity(tx, name))) throw refused(`账号“${name}”没有关联统一身份。`);
      await endSessions(tx, name);
      return { why };
    });
  }

  #choose(name: string, password: string | null): string {
    const chosen = password ?? firstPassword(this.ports.random);
    const problem = passwordProblem(chosen, name);
    if (problem !== null) throw refused(problem);
    return chosen;
  }

  async #act(
    action: string,
    name: string,
    by: string,
    work: (tx: Tx, at: Date) => Promise<Readonly<Record<string, string | null>>>,
  ): Promise<void> {
    const at = this.ports.clock.now();
    await this.ports.database.transaction(async (tx) => {
      const detail = await work(tx, at);
      await writeAudit(tx, { at, by, action: `account.${action}`, subject: name, detail });
    });
  }
}

function unknown(name: string): Error {
  return refused(`没有账号“${name}”，请用 hub users list 查看。`);
}
