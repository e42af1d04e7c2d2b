import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { z } from 'zod';
import { HubError, type FaultCode } from '#base/contracts';
import { refusesData } from '#base/postgres';
import type { Log } from '#base/telemetry';
import { problemOf, problemType, type Problem } from './problem.js';

interface Reply {
  status(code: number): Reply;
  header(name: string, value: string): Reply;
  send(body: object): unknown;
}

/** What the hub refuses to whoever asks, by the status it goes out with; every other fault is the hub's own. */
const refusals: Readonly<Partial<Record<FaultCode, number>>> = {
  HUB_ACCESS_REFUSED: 422,
  HUB_DRAFT_REFUSED: 422,
  HUB_POLICY_INVALID: 409,
  HUB_BACKFILL_INVALID: 422,
  HUB_ATTACHMENT_REFUSED: 422,
  HUB_ATTACHMENT_FOREIGN: 422,
  HUB_SECRET_MISSING: 409,
  HUB_SECRET_INVALID: 422,
};

/** Turns faults into problems: one Chinese sentence and a code, never what is inside. */
@Catch()
export class FaultFilter implements ExceptionFilter {
  constructor(private readonly log: Log) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<Reply>();
    const problem = this.problem(thrown);
    reply.header('content-type', problemType).status(problem.status).send(problem);
  }

  private problem(thrown: unknown): Problem {
    if (thrown instanceof HttpException) {
      const status = thrown.getStatus();
      // What the framework says itself is English.
      const own = /\p{Script=Han}/u.test(thrown.message) ? thrown.message : sentences[status];
      return problemOf(status, own ?? '请求不正确。');
    }
    const refused = refusedByServer(thrown);
    if (refused !== null) return refused;
    if (refusesData(thrown)) return this.unfit(thrown);
    const status = thrown instanceof HubError ? statusOf(thrown) : 500;
    if (status >= 500) this.log.fault(thrown);
    return thrown instanceof HubError
      ? problemOf(status, thrown.sentence, thrown.code)
      : problemOf(status, '内部错误，详见日志。');
  }

  /** A value no check foresaw, which the database cannot hold: whoever asks can mend it, trying again cannot. */
  private unfit(thrown: unknown): Problem {
    const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
    this.log.warn('接口请求带有数据库不能保存的值，已拒绝', { code });
    return problemOf(400, '请求里有过长、超出范围或无法保存的值，请核对后重试。');
  }
}

/** What was asked for cannot be; trying again may help; or the hub itself is at fault. */
function statusOf({ code, remedy }: HubError): number {
  return refusals[code] ?? (remedy === 'retry' ? 503 : 500);
}

const sentences: Readonly<Record<number, string>> = {
  400: '请求体不是正确的 JSON。',
  404: '没有这个地址。',
  413: '请求体过大。',
  415: '请求体应为 application/json。',
};

const serverRefusal = z.looseObject({ statusCode: z.int().min(400).max(499), detail: z.string().optional() });

/** What the HTTP server turned down before a handler saw it. */
function refusedByServer(thrown: unknown): Problem | null {
  const parsed = serverRefusal.safeParse(thrown);
  if (!parsed.success) return null;
  const { statusCode, detail } = parsed.data;
  return problemOf(statusCode, detail ?? sentences[statusCode] ?? '请求不正确。');
}
