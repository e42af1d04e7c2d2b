import { ownField } from '#base/contracts';
import { HttpException, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { decide, denialSentences, isCsrf, type Decision, type Denial, type Reach } from '#libs/access';
import { type Operation, operations } from '#libs/api';
import { Access } from './access.js';
import { asksToReveal, namedIn, readAsked, type Asked, type WatchRequest } from './asked.js';
import { openDoors } from '../health/health.controller.js';
import { Journal } from './journal.js';
import { Recogniser, type Recognised } from './recognise.js';

/** A request that is refused before its right is looked at. */
interface Refusal {
  readonly reason: string;
  readonly status: number;
  readonly sentence: string;
}

/**
 * The door of the API. Whoever comes is recognised, the one decision is asked, and what must be kept is in the journal before anything is
 * answered. An address that is not among the operations lets nobody in.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly recogniser: Recogniser,
    private readonly journal: Journal,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<WatchRequest>();
    if (openDoors.includes(request.routeOptions.url ?? '')) return true;
    const asked = readAsked(request);
    const operation = ownField(operations, asked.operation);
    if (operation === undefined) throw new HttpException('这个地址没有登记权限。', 403);
    const recognised = await this.recogniser.recognise(request.headers);
    const verdict = judge(request, asked, operation, recognised);
    const refusal = 'reason' in verdict ? verdict : null;
    if (asked.writes || refusal !== null || operation.personal === true)
      await this.journal.note(asked, recognised.principal, refusal);
    if ('reason' in verdict) throw new HttpException(verdict.sentence, verdict.status);
    request.access = new Access(recognised.principal, verdict, recognised.session);
    return true;
  }
}

/** How far the request may reach, or why it is refused. */
function judge(
  request: WatchRequest,
  asked: Asked,
  operation: Operation,
  recognised: Recognised,
): Reach | Refusal {
  const decision = decideOn(asked, operation, recognised);
  if (!decision.allowed) return refusalOf(decision.denial, recognised);
  // Signing in needs no session, so an older one must not stand in its way.
  const open = operation.need.right === 'anybody';
  return forgery(request, asked, operation, open ? null : recognised.session) ?? decision.reach;
}

function decideOn(asked: Asked, operation: Operation, recognised: Recognised): Decision {
  const { principal } = recognised;
  const decision = decide(principal, operation.need, namedIn(asked, operation));
  if (!decision.allowed || !asksToReveal(asked)) return decision;
  return decide(principal, { right: 'personal.reveal', reach: 'own' }, []);
}

function refusalOf(denial: Denial, recognised: Recognised): Refusal {
  return {
    reason: denial,
    status: recognised.principal === null ? 401 : 403,
    sentence: denialSentences[denial],
  };
}

/** A write that another site could have made the browser send: of another type than it takes, or without what only the hub's own pages know. */
function forgery(
  { headers }: WatchRequest,
  asked: Asked,
  operation: Operation,
  session: Recognised['session'],
): Refusal | null {
  if (!asked.writes) return null;
  const takes = operation.takes ?? 'application/json';
  const type = headers['content-type'];
  if (type !== undefined && !type.startsWith(takes))
    return { reason: 'contentType', status: 415, sentence: `请求体应为 ${takes}。` };
  if (session === null || isCsrf(headers['x-csrf-token'] ?? '', session.signedIn)) return null;
  return { reason: 'csrf', status: 403, sentence: '缺少或不正确的 x-csrf-token，请重新登录后再试。' };
}
