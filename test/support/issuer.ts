import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

/** A code that was given out and what it is good for. */
interface Grant {
  readonly challenge: string;
  readonly nonce: string;
  readonly redirectUri: string;
}

/** An identity provider that signs whoever comes in as `subject`: discovery, authorization with PKCE, one-time codes, signed ID tokens, keys. */
export interface Issuer {
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
  subject: string;
  /** Put into the ID token instead of what was asked for; null leaves it right. */
  nonce: string | null;
  /** Codes given out so far open nothing any more. */
  expireCodes(): void;
  close(): Promise<void>;
}

const clientId = 'hub';
const clientSecret = 'secret-of-the-hub-at-the-issuer';

/** Opens one on a free port. */
export async function openIssuer(): Promise<Issuer> {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const jwk = { ...(await exportJWK(publicKey)), kid: 'one', alg: 'RS256', use: 'sig' };
  const codes = new Map<string, Grant>();
  const server = createServer((request, response) => {
    answer(request).then(
      ([status, body]) => send(response, status, body),
      () => send(response, 500, {}),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const discovery = {
    issuer: url,
    authorization_endpoint: `${url}/authorize`,
    token_endpoint: `${url}/token`,
    jwks_uri: `${url}/keys`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    code_challenge_methods_supported: ['S256'],
  };

  async function answer(request: IncomingMessage): Promise<readonly [number, object | string]> {
    const asked = new URL(request.url ?? '', url);
    switch (asked.pathname) {
      case '/.well-known/openid-configuration':
        return [200, discovery];
      case '/keys':
        return [200, { keys: [jwk] }];
      case '/authorize':
        return [302, authorize(asked.searchParams)];
      case '/token':
        return token(new URLSearchParams(await text(request)));
      default:
        return [404, {}];
    }
  }

  function authorize(query: URLSearchParams): string {
    const value = (name: string): string => query.get(name) ?? '';
    if (value('client_id') !== clientId || value('code_challenge_method') !== 'S256')
      throw new Error('bad request');
    const code = randomUUID();
    const redirectUri = value('redirect_uri');
    codes.set(code, { challenge: value('code_challenge'), nonce: value('nonce'), redirectUri });
    const back = new URL(redirectUri);
    back.search = new URLSearchParams({ code, state: value('state') }).toString();
    return back.href;
  }

  async function token(form: URLSearchParams): Promise<readonly [number, object]> {
    if (form.get('client_id') !== clientId || form.get('client_secret') !== clientSecret)
      return [401, { error: 'invalid_client' }];
    const grant = codes.get(form.get('code') ?? '');
    codes.delete(form.get('code') ?? '');
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    if (grant?.challenge !== challenge || grant.redirectUri !== form.get('redirect_uri'))
      return [400, { error: 'invalid_grant' }];
    const idToken = await new SignJWT({ nonce: issuer.nonce ?? grant.nonce })
      .setProtectedHeader({ alg: 'RS256', kid: 'one' })
      .setIssuer(url)
      .setAudience(clientId)
      .setSubject(issuer.subject)
      .setIssuedAt()
      .setExpirationTime('5m')
      .sign(privateKey);
    return [200, { access_token: randomUUID(), token_type: 'Bearer', expires_in: 300, id_token: idToken }];
  }

  const issuer: Issuer = {
    url,
    clientId,
    clientSecret,
    subject: 'nobody',
    nonce: null,
    expireCodes: () => codes.clear(),
    close: async () => {
      if (!server.listening) return;
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return issuer;
}

/** A text is where the browser is sent. */
function send(response: ServerResponse, status: number, body: object | string): void {
  if (typeof body === 'string') response.writeHead(status, { location: body }).end();
  else response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
