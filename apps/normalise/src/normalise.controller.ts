import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import type { BatchOutcome, ConsumedBatch } from '#base/contracts';
import { CrashGuard } from '#base/postgres';
import { OnBatch } from '#libs/transport';

/** Raw topics come in here, batch by batch. */
@Controller()
export class NormaliseController {
  constructor(private readonly normalise: CrashGuard) {}

  /** Handles a batch of one partition of one source's raw topic. */
  @OnBatch('hub.raw.*')
  handle(@Payload() batch: ConsumedBatch): Promise<BatchOutcome> {
    return this.normalise.handle(batch);
  }
}
