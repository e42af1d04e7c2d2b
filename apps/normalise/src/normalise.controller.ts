import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import type { BatchOutcome, ConsumedBatch } from '#base/contracts';
import { OnBatch } from '#libs/transport';
import { NormaliseBatch } from './normalise-batch.js';

/** Raw topics come in here, batch by batch. */
@Controller()
export class NormaliseController {
  constructor(private readonly normalise: NormaliseBatch) {}

  /** Handles a batch of one partition of one source's raw topic. */
  @OnBatch('hub.raw.*')
  handle(@Payload() batch: ConsumedBatch): Promise<BatchOutcome> {
    return this.normalise.handle(batch);
  }
}
