import { Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { PushReceiver, PushRefusal, type PushAnswer } from '#libs/intake';
import { PendingRequests, type RawRequest } from './pending-requests.js';

/** The part of a Fastify request that is needed here; the body is the bytes as they came. */
interface Request {
  readonly raw: RawRequest;
  readonly body: unknown;
}

/** The part of a Fastify reply that is needed here. */
interface Reply {
  header(name: string, value: string): Reply;
}

/** Where departments push. What happened to the request before its body was read is in PendingRequests. */
@Controller('push/v1')
export class PushController {
  constructor(
    private readonly receiver: PushReceiver,
    private readonly pending: PendingRequests,
  ) {}

  /** Answers record by record once the broker has every acknowledgement. */
  @Post(':source/:stream')
  @HttpCode(200)
  async push(@Req() request: Request, @Res({ passthrough: true }) reply: Reply): Promise<PushAnswer> {
    const admitted = this.pending.of(request.raw);
    if (admitted === null || !(request.body instanceof Uint8Array)) throw new PushRefusal('malformed');
    const { admission, room } = admitted;
    const { answer, replayed } = await this.receiver.take(admission, request.body, room);
    if (replayed) reply.header('idempotency-replayed', 'true');
    return answer;
  }
}
