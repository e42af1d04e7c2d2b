import { Controller, Inject } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import type { BatchOutcome, ConsumedBatch } from '#base/contracts';
import { OnBatch } from '#libs/transport';
import { handleReplies, type ReplyParts } from '#libs/tracking';
import { replyPartsToken } from './reply-parts.token.js';

/** What departments write comes in here, batch by batch. */
@Controller()
export class RepliesController {
  constructor(@Inject(replyPartsToken) private readonly parts: ReplyParts) {}

  /** Handles a batch of one partition of one department's reply topic. */
  @OnBatch('reply.*')
  handle(@Payload() batch: ConsumedBatch): Promise<BatchOutcome> {
    return handleReplies(this.parts, batch);
  }
}
