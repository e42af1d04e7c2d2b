import * as client from 'openid-client';
import { HubError } from '#base/contracts';

/** Where persons are known, and what the hub is there. */
export interface ProviderSettings {
  readonly issuer: string;
  readonly clientId: string;
  /** The address of the callback as the provider knows it. */
  readonly redirectUri: string;
  readonly scope: string;
  /** For trials on one machine only; a provider elsewhere is reached over TLS. */
  readonly allowHttp: boolean;
}

/** What a sign-in must show again when it comes back. */
export interface Flow {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

const timeoutSeconds = 10;

/** An identity provider, spoken to by authorization code with PKCE. Its signatures are checked; nothing of its tokens is kept. */
export class IdentityProvider {
  #configuration: Promise<client.Configuration> | null = null;

  constructor(
    private readonly settings: ProviderSettings,
    private readonly clientSecret: () => Promise<string>,
  ) {}

  get issuer(): string {
    return this.settings.issuer;
  }

  /** Where the browser goes to sign in, and what comes back with it. Throws HUB_OIDC_UNREACHABLE. */
  async begin(): Promise<{ readonly address: string; readonly flow: Flow }> {
    const { redirectUri, scope } = this.settings;
    const configuration = await this.#discovered();
    const verifier = client.randomPKCECodeVerifier();
    const flow = { state: client.randomState(), nonce: client.randomNonce(), verifier };
    const address = client.buildAuthorizationUrl(configuration, {
      redirect_uri: redirectUri,
      scope,
      state: flow.state,
      nonce: flow.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    });
    return { address: address.href, flow };
  }

  /** Who came back; null where the provider or the proofs say no. Throws HUB_OIDC_UNREACHABLE where it cannot be asked. */
  async subjectOf(query: string, { state, nonce, verifier }: Flow): Promise<string | null> {
    const configuration = await this.#discovered();
    const came = new URL(this.settings.redirectUri);
    came.search = query;
    try {
      const tokens = await client.authorizationCodeGrant(configuration, came, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      });
      return tokens.claims()?.sub ?? null;
    } catch (thrown) {
      if (isRefusal(thrown)) return null;
      // It may have a new address or want a new secret: the next sign-in asks anew.
      this.#configuration = null;
      throw unreachable(thrown);
    }
  }

  /** What the provider says of itself is asked once; a failure is not kept. */
  #discovered(): Promise<client.Configuration> {
    this.#configuration ??= this.#discover().catch((thrown: unknown) => {
      this.#configuration = null;
      throw thrown instanceof HubError ? thrown : unreachable(thrown);
    });
    return this.#configuration;
  }

  async #discover(): Promise<client.Configuration> {
    const { issuer, clientId, allowHttp } = this.settings;
    const secret = await this.clientSecret();
    return client.discovery(new URL(issuer), clientId, secret, undefined, {
      timeout: timeoutSeconds,
      execute: [client.enableNonRepudiationChecks, ...(allowHttp ? [client.allowInsecureRequests] : [])],
    });
  }
}

/** Faults of the way to the provider or of the hub's own standing there, which say nothing about the person. */
const notAboutThePerson = new Set([
  'invalid_client',
  'unauthorized_client',
  'server_error',
  'temporarily_unavailable',
]);
const brokenWay = new Set([
  'OAUTH_TIMEOUT',
  'OAUTH_ABORT',
  'OAUTH_RESPONSE_IS_NOT_CONFORM',
  'OAUTH_RESPONSE_IS_NOT_JSON',
  'OAUTH_HTTP_REQUEST_FORBIDDEN',
]);

function isRefusal(thrown: unknown): boolean {
  if (thrown instanceof client.AuthorizationResponseError || thrown instanceof client.ResponseBodyError)
    return !notAboutThePerson.has(thrown.error);
  return thrown instanceof client.ClientError && thrown.code !== undefined && !brokenWay.has(thrown.code);
}

function unreachable(cause: unknown): HubError {
  return new HubError(
    'HUB_OIDC_UNREACHABLE',
    '统一身份认证暂时不可用，或不接受枢纽的客户端身份，请稍后再试，或用本地账号登录。',
    {},
    cause,
  );
}
