import { Module, type DynamicModule } from '@nestjs/common';
import { CrashGuard } from '#base/postgres';
import { handleReplies, parkReplies, replyConsumer, type ReplyParts } from '#libs/tracking';
import { RepliesController } from './replies.controller.js';

/** The handlers of this process over the parts that main.ts made. */
@Module({})
export class RelayModule {
  static over(replies: ReplyParts): DynamicModule {
    const guard = new CrashGuard(replies.database, replyConsumer, {
      handle: (batch) => handleReplies(replies, batch),
      park: (batch) => parkReplies(replies, batch),
    });
    return {
      module: RelayModule,
      controllers: [RepliesController],
      providers: [{ provide: CrashGuard, useValue: guard }],
    };
  }
}
