import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { HubError } from '#base/contracts';
import type { Log } from '#base/telemetry';
import { PushRefusal, type RefusalReason } from '#libs/intake';
import type { TelemetryObserver } from './telemetry-observer.js';

/** The part of a Fastify reply that is needed here. */
export interface Reply {
  status(code: number): Reply;
  header(name: string, value: string): Reply;
  send(body: object): unknown;
}

/** What Fastify itself refuses, in our words. */
const ofStatus: Readonly<Record<number, RefusalReason>> = {
  400: 'malformed',
  404: 'absent',
  405: 'absent',
  413: 'large',
  415: 'format',
};

/** Turns what is thrown into an answer: a code and one Chinese sentence, and when to come back; never what is inside. */
@Catch()
export class RefusalFilter implements ExceptionFilter {
  constructor(
    private readonly log: Log,
    private readonly observer: TelemetryObserver,
  ) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    this.answer(thrown, host.switchToHttp().getResponse<Reply>());
  }

  /** The same outside of a controller, where a request is refused by its head. */
  answer(thrown: unknown, reply: Reply): void {
    const refusal = this.#refusalOf(thrown);
    this.observer.faulted(refusal);
    if (refusal.retryAfter !== null) reply.header('retry-after', String(refusal.retryAfter));
    reply.status(refusal.status).send({ code: refusal.code, sentence: refusal.sentence });
  }

  #refusalOf(thrown: unknown): PushRefusal {
    if (thrown instanceof PushRefusal) return thrown;
    const status = statusOf(thrown);
    const reason = status === null ? undefined : ofStatus[status];
    if (reason !== undefined) return new PushRefusal(reason);
    this.log.fault(thrown);
    return new PushRefusal('slow', { cause: thrown instanceof HubError ? thrown.code : 'unexpected' }, 5);
  }
}

function statusOf(thrown: unknown): number | null {
  if (thrown instanceof HttpException) return thrown.getStatus();
  const status: unknown = thrown instanceof Error ? Reflect.get(thrown, 'statusCode') : null;
  return typeof status === 'number' ? status : null;
}
