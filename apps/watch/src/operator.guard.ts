import { createHash, timingSafeEqual } from 'node:crypto';
import {
  ForbiddenException,
  Injectable,
  UnauthorizedException,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';

/** The token of those who may change things, as the setting `watch.operatorToken` has it; empty lets nobody. */
export class OperatorToken {
  constructor(readonly value: string) {}
}

interface Request {
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** Lets those change things who show the operator's token (`Authorization: Bearer …`); without a token in the settings, nobody. */
@Injectable()
export class OperatorGuard implements CanActivate {
  constructor(private readonly token: OperatorToken) {}

  canActivate(context: ExecutionContext): boolean {
    if (this.token.value === '')
      throw new ForbiddenException('接口只读：没有设置操作令牌（HUB_WATCH_OPERATOR_TOKEN）。');
    const { authorization } = context.switchToHttp().getRequest<Request>().headers;
    const [, shown = ''] = /^Bearer (.+)$/.exec(String(authorization ?? '')) ?? [];
    if (!timingSafeEqual(digest(shown), digest(this.token.value)))
      throw new UnauthorizedException('操作令牌不正确，请在 Authorization 头中给出。');
    return true;
  }
}

/* Of equal length whatever was shown, so that the comparison tells nothing about the token. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
