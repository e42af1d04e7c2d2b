import type { Place, Principal, Right, Role, Tx } from '#base/contracts';
import { writeAudit } from '#base/postgres';
import type { AccessPorts } from './access-ports.js';
import { checkPlace, refused } from './check-place.js';
import { roleRights } from './role-rights.js';
import { digestOf, isSecret, newSecret } from './secret-text.js';
import { insertToken } from './sql/insert-token.js';
import { revokeToken } from './sql/revoke-token.js';
import { selectToken } from './sql/select-token.js';
import { selectTokens, type Token } from './sql/select-tokens.js';
import { touchToken } from './sql/touch-token.js';

/** A machine to be admitted, with the rights it needs and no more, for so many days. */
export interface NewToken {
  readonly title: string;
  readonly role: Role;
  readonly place: Place;
  readonly rights: readonly Right[];
  readonly days: number;
}

/** A token as it is shown, once. */
export interface IssuedToken {
  readonly id: string;
  readonly token: string;
  readonly expiresAt: Date;
}

const dayMs = 86_400_000;
/** The longest a token lives; a machine's access is looked at anew at least once a year. */
const mostDays = 366;

/** Tokens of machines: hashed, scoped, expiring. Issuing and revoking leave their line in the audit, in the same transaction. */
export class Tokens {
  constructor(private readonly ports: AccessPorts) {}

  list(): Promise<readonly Token[]> {
    return selectTokens(this.ports.database);
  }

  /** Issues a token and answers it; its secret is not kept and cannot be shown again. */
  async issue({ title, role, place, rights, days }: NewToken, by: string): Promise<IssuedToken> {
    const { database, random, clock } = this.ports;
    const beyond = rights.find((right) => !roleRights[role].includes(right));
    if (beyond !== undefined) throw refused(`该角色没有权限 ${beyond}，令牌的权限不能超出角色。`);
    if (days < 1 || days > mostDays) throw refused(`令牌的有效期应为 1 至 ${mostDays} 天。`);
    await checkPlace(database, role, place);
    const at = clock.now();
    const id = random(5).toString('hex');
    const secret = newSecret(random);
    const expiresAt = new Date(at.getTime() + days * dayMs);
    await database.transaction(async (tx) => {
      await insertToken(tx, { id, digest: digestOf(secret), title, role, place, rights, at, by, expiresAt });
      await note(tx, at, by, 'issue', id, { title, role, ...place, rights: rights.join(' '), days });
    });
    return { id, token: `hub_${id}_${secret}`, expiresAt };
  }

  /** Ends a token at once. */
  async revoke(id: string, why: string, by: string): Promise<void> {
    const at = this.ports.clock.now();
    await this.ports.database.transaction(async (tx) => {
      if (!(await revokeToken(tx, id, at))) throw refused(`没有令牌“${id}”，或它已被吊销。`);
      await note(tx, at, by, 'revoke', id, { why });
    });
  }

  /** Whom a token stands for; null when it is unknown, expired or revoked. */
  async find(shown: string): Promise<Principal | null> {
    const [, id, secret] = /^hub_([0-9a-f]{10})_([\w-]{43})$/.exec(shown) ?? [];
    if (id === undefined || secret === undefined) return null;
    const { database, clock } = this.ports;
    const at = clock.now();
    const row = await selectToken(database, id, at);
    if (row === null || !isSecret(secret, row.digest)) return null;
    await touchToken(database, id, at);
    const { role, region, department } = row;
    const rights = row.rights.filter((right) => roleRights[role].includes(right));
    return {
      kind: 'machine',
      name: `token:${id}`,
      role,
      place: { region, department },
      rights,
      mustChange: false,
    };
  }
}

function note(
  tx: Tx,
  at: Date,
  by: string,
  action: string,
  subject: string,
  detail: Readonly<Record<string, string | number | null>>,
): Promise<void> {
  return writeAudit(tx, { at, by, action: `token.${action}`, subject, detail });
}
