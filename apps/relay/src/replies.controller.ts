import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import type { BatchOutcome, ConsumedBatch } from '#base/contracts';
import { CrashGuard } from '#base/postgres';
import { OnBatch } from '#libs/transport';

/** What departments write comes in here, batch by batch. */
@Controller()
export class RepliesController {
  constructor(private readonly replies: CrashGuard) {}

  /** Handles a batch of one partition of one department's reply topic. */
  @OnBatch('reply.*')
  handle(@Payload() batch: ConsumedBatch): Promise<BatchOutcome> {
    return this.replies.handle(batch);
  }
}
