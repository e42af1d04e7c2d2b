import {
  Body,
  Controller,
  Delete,
  ForbiddenException,
  Get,
  HttpCode,
  Post,
  Res,
  UnauthorizedException,
  UnprocessableEntityException,
} from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { Place, Principal, Right, Role } from '#base/contracts';
import { SignIn, type SignedIn } from '#libs/access';
import { newPasswordBody, sessionCookie, signInBody } from '#libs/api';
import { Access, Caller } from './access.js';
import { CookieRule } from './cookie.js';
import { checked } from '../answers/checked.js';

/** The part of a Fastify reply that is needed here. */
interface Reply {
  header(name: string, value: string): Reply;
}

/** Who is signed in, and what they may do; `csrf` goes with every write of a person. */
export interface SessionView {
  readonly name: string;
  readonly title: string | null;
  readonly role: Role;
  readonly place: Place;
  readonly rights: readonly Right[];
  readonly mustChange: boolean;
  readonly csrf: string | null;
}

/** Tries a minute from one address; nobody types faster. */
export const signInsPerMinute = 20;

/** Signing in and out, and one's own password. */
@Controller('api/v1/session')
export class SessionController {
  constructor(
    private readonly signIn: SignIn,
    private readonly cookies: CookieRule,
  ) {}

  @Post()
  @HttpCode(200)
  @RouteConfig({ rateLimit: { max: signInsPerMinute, timeWindow: 60_000 } })
  async open(@Body() body: unknown, @Res({ passthrough: true }) reply: Reply): Promise<SessionView> {
    const { name, password } = checked(signInBody, body);
    const secret = await this.signIn.open(name, password);
    const signedIn = secret === null ? null : await this.signIn.find(secret);
    if (secret === null || signedIn === null)
      throw new UnauthorizedException('账号或口令不正确，或账号已锁定、停用。');
    reply.header('set-cookie', this.cookie(secret));
    return viewOf(signedIn.principal, signedIn);
  }

  @Get()
  show(@Caller() { principal, session }: Access): SessionView {
    if (principal === null) throw new UnauthorizedException('请先登录。');
    return viewOf(principal, session?.signedIn ?? null);
  }

  @Delete()
  @HttpCode(204)
  async close(@Caller() { session }: Access, @Res({ passthrough: true }) reply: Reply): Promise<void> {
    if (session === null) return;
    await this.signIn.close(session.secret);
    reply.header('set-cookie', `${this.cookie('')}; Max-Age=0`);
  }

  @Post('password')
  @HttpCode(204)
  @RouteConfig({ rateLimit: { max: signInsPerMinute, timeWindow: 60_000 } })
  async change(@Caller() { session }: Access, @Body() body: unknown): Promise<void> {
    const { before, after } = checked(newPasswordBody, body);
    if (session === null) throw new ForbiddenException('令牌没有口令可改。');
    const { secret, signedIn } = session;
    const problem = await this.signIn.changePassword(signedIn, secret, before, after);
    if (problem !== null) throw new UnprocessableEntityException(problem);
  }

  private cookie(value: string): string {
    return this.cookies.write(sessionCookie, value, 'Strict', '/');
  }
}

/** A session as its owner sees it. */
export function viewOf(
  { name, role, place, rights, mustChange }: Principal,
  person: SignedIn | null,
): SessionView {
  const { title = null, csrf = null } = person ?? {};
  return { name, title, role, place, rights, mustChange, csrf };
}
