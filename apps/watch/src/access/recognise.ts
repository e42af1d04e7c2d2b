import type { Principal } from '#base/contracts';
import { sessionCookie } from '#libs/api';
import { digestOf, isSecret, roleRights, type SignedIn, type SignIn, type Tokens } from '#libs/access';
import { cookieValue } from './cookie.js';

/** The token of the operators' own machines, as the setting `watch.operatorToken` has it; empty lets nobody in. */
export class OperatorToken {
  constructor(readonly value: string) {}
}

/** Whom a request comes from; nobody known has no principal. */
export interface Recognised {
  readonly principal: Principal | null;
  readonly session: { readonly secret: string; readonly signedIn: SignedIn } | null;
}

interface Headers {
  readonly authorization?: string | undefined;
  readonly cookie?: string | undefined;
}

const operator: Principal = {
  kind: 'machine',
  name: 'api',
  role: 'operator',
  place: { region: null, department: null },
  rights: roleRights.operator,
  mustChange: false,
};

/** Finds out whom a request comes from: a machine by its token, a person by the cookie of their session. */
export class Recogniser {
  constructor(
    private readonly operatorToken: OperatorToken,
    private readonly tokens: Tokens,
    private readonly signIn: SignIn,
  ) {}

  /** Nobody, when neither is shown or what is shown is worth nothing. */
  async recognise({ authorization, cookie }: Headers): Promise<Recognised> {
    if (authorization !== undefined) {
      return {
        principal: await this.#machine(/^Bearer (.+)$/.exec(authorization)?.[1] ?? ''),
        session: null,
      };
    }
    const secret = cookieValue(cookie ?? '', sessionCookie);
    const signedIn = secret === null ? null : await this.signIn.find(secret);
    if (secret === null || signedIn === null) return { principal: null, session: null };
    return { principal: signedIn.principal, session: { secret, signedIn } };
  }

  async #machine(shown: string): Promise<Principal | null> {
    const { value } = this.operatorToken;
    if (value !== '' && isSecret(shown, digestOf(value))) return operator;
    return this.tokens.find(shown);
  }
}
