import { Module, type DynamicModule } from '@nestjs/common';
import type { ReplyParts } from '#libs/tracking';
import { RepliesController } from './replies.controller.js';
import { replyPartsToken } from './reply-parts.token.js';

/** The handlers of this process over the parts that main.ts made. */
@Module({})
export class RelayModule {
  static over(replies: ReplyParts): DynamicModule {
    return {
      module: RelayModule,
      controllers: [RepliesController],
      providers: [{ provide: replyPartsToken, useValue: replies }],
    };
  }
}
