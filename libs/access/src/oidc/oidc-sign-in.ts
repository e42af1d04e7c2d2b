import { writeAudit } from '#base/postgres';
import type { AccessPorts } from '../access-ports.js';
import { digestOf, isSecret } from '../secret-text.js';
import type { SignIn } from '../sign-in.js';
import { insertFlow } from '../sql/insert-flow.js';
import { selectIdentity } from '../sql/select-identity.js';
import { takeFlow } from '../sql/take-flow.js';
import type { IdentityProvider } from './identity-provider.js';

/** A sign-in begun: where the browser goes, and what it holds meanwhile. */
export interface Begun {
  readonly address: string;
  readonly held: string;
}

/** A session's secret and where the browser goes on, or one sentence why there is none. */
export type Finished =
  { readonly secret: string; readonly returnTo: string | null } | { readonly refused: string };

/** How long somebody may take at the provider. */
const flowMs = 600_000;

/** Sign-in by the identity provider, to an account that was linked to the subject before. Who is not linked is refused, and the audit says so. */
export class OidcSignIn {
  constructor(
    private readonly ports: AccessPorts,
    private readonly signIn: SignIn,
    private readonly provider: IdentityProvider | null,
  ) {}

  /** Whose subjects these are; '' where no provider is set up. */
  get issuer(): string {
    return this.provider?.issuer ?? '';
  }

  /** `returnTo` is a path of the hub to go on to afterwards. Null where no provider is set up. */
  async begin(returnTo: string | null): Promise<Begun | null> {
    if (this.provider === null) return null;
    const { address, flow } = await this.provider.begin();
    const { state, nonce, verifier } = flow;
    const endsAt = new Date(this.ports.clock.now().getTime() + flowMs);
    await insertFlow(
      this.ports.database,
      { digest: digestOf(state), nonce, verifier, returnTo, endsAt },
      this.ports.clock.now(),
    );
    return { address, held: state };
  }

  /** Takes in what came back with the browser that holds `held`; null where no provider is set up. */
  async finish(query: string, held: string | null): Promise<Finished | null> {
    const { provider } = this;
    if (provider === null) return null;
    const state = new URLSearchParams(query).get('state') ?? '';
    if (held === null || !isSecret(state, digestOf(held)))
      return refusedWith('登录请求与本浏览器不符，请重新登录。');
    const flow = await takeFlow(this.ports.database, digestOf(state), this.ports.clock.now());
    if (flow === null) return refusedWith('登录请求已过期或已使用，请重新登录。');
    const subject = await provider.subjectOf(query, { ...flow, state });
    if (subject === null) return refusedWith('统一身份认证没有通过，请重新登录。');
    return this.#admit(provider.issuer, subject, flow.returnTo);
  }

  async #admit(issuer: string, subject: string, returnTo: string | null): Promise<Finished> {
    const account = await selectIdentity(this.ports.database, issuer, subject);
    if (account !== null) {
      await this.#note('account.sign-in', account, { issuer, subject });
      return { secret: await this.signIn.admit(account, 'oidc'), returnTo };
    }
    await this.#note('account.sign-in-refused', 'unknown', { issuer, subject });
    return refusedWith('您的统一身份没有对应的枢纽账号，或账号已停用，请联系账号管理员。');
  }

  #note(action: string, subject: string, detail: Readonly<Record<string, string>>): Promise<void> {
    const at = this.ports.clock.now();
    return this.ports.database.transaction((tx) =>
      writeAudit(tx, { at, by: `account:${subject}`, action, subject, detail }),
    );
  }
}

function refusedWith(sentence: string): Finished {
  return { refused: sentence };
}
