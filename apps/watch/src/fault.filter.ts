import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { HubError } from '#base/contracts';
import type { Log } from '#base/telemetry';

interface Reply {
  status(code: number): Reply;
  send(body: object): unknown;
}

/** Turns faults into answers: one Chinese sentence and a code, never what is inside. */
@Catch()
export class FaultFilter implements ExceptionFilter {
  constructor(private readonly log: Log) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<Reply>();
    if (thrown instanceof HttpException) {
      const missing = thrown.getStatus() === 404 && thrown.message.startsWith('Cannot ');
      reply.status(thrown.getStatus()).send({ sentence: missing ? '没有这个地址。' : thrown.message });
      return;
    }
    this.log.fault(thrown);
    if (thrown instanceof HubError) {
      reply.status(statusOf(thrown)).send({ code: thrown.code, sentence: thrown.sentence });
    } else {
      reply.status(500).send({ sentence: '内部错误，详见日志。' });
    }
  }
}

/** What was asked for cannot be; trying again may help; or the hub itself is at fault. */
function statusOf({ code, remedy }: HubError): number {
  if (code === 'HUB_BACKFILL_INVALID') return 422;
  return remedy === 'retry' ? 503 : 500;
}
