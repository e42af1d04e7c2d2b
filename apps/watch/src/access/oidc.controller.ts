import { Controller, Get, NotFoundException, Query, Req, Res, UnauthorizedException } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { OidcSignIn, SignIn } from '#libs/access';
import { beginQuery, callbackQuery, sessionCookie } from '#libs/api';
import { checked } from '../answers/checked.js';
import type { WatchRequest } from './asked.js';
import { CookieRule, cookieValue } from './cookie.js';
import { signInsPerMinute, viewOf, type SessionView } from './session.controller.js';

/** The part of a Fastify reply that is needed here. */
interface Reply {
  header(name: string, value: string): Reply;
  status(code: number): Reply;
  send(): unknown;
}

/** Ties a sign-in to the browser that began it. */
const flowCookie = 'hub_sign_in';
const flowPath = '/api/v1/session/oidc';
const limited = { rateLimit: { max: signInsPerMinute, timeWindow: 60_000 } };
const notSetUp = '没有配置统一身份认证，请用本地账号登录。';

/** Sign-in by the identity provider: the browser goes there and comes back. */
@Controller('api/v1/session/oidc')
export class OidcController {
  constructor(
    private readonly oidc: OidcSignIn,
    private readonly signIn: SignIn,
    private readonly cookies: CookieRule,
  ) {}

  @Get()
  @RouteConfig(limited)
  async begin(@Query() query: unknown, @Res() reply: Reply): Promise<void> {
    const begun = await this.oidc.begin(checked(beginQuery, query).return);
    if (begun === null) throw new NotFoundException(notSetUp);
    // Lax: the provider sends the browser back, and the cookie must come along.
    reply
      .header('set-cookie', this.cookies.write(flowCookie, begun.held, 'Lax', flowPath))
      .header('location', begun.address)
      .header('cache-control', 'no-store')
      .status(302)
      .send();
  }

  @Get('callback')
  @RouteConfig(limited)
  async finish(
    @Req() { headers, url }: WatchRequest & { readonly url: string },
    @Query() query: unknown,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<SessionView | undefined> {
    checked(callbackQuery, query);
    const held = cookieValue(headers['cookie'] ?? '', flowCookie);
    const finished = await this.oidc.finish(url.slice(url.indexOf('?')), held);
    if (finished === null) throw new NotFoundException(notSetUp);
    if ('refused' in finished) throw new UnauthorizedException(finished.refused);
    const signedIn = await this.signIn.find(finished.secret);
    if (signedIn === null) throw new UnauthorizedException('账号已停用。');
    reply
      .header('set-cookie', this.cookies.write(sessionCookie, finished.secret, 'Strict', '/'))
      .header('cache-control', 'no-store');
    if (finished.returnTo === null) return viewOf(signedIn.principal, signedIn);
    // A path was begun with and nothing else is kept: the browser stays with the address it came back to.
    reply.header('location', finished.returnTo).status(302);
    return undefined;
  }
}
