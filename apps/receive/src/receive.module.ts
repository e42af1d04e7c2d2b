import { Module, type DynamicModule } from '@nestjs/common';
import { PushReceiver } from '#libs/intake';
import { PendingRequests } from './pending-requests.js';
import { PushController } from './push.controller.js';

/** The signed intake, over parts that main.ts owns and closes. */
@Module({ controllers: [PushController] })
export class ReceiveModule {
  static over(receiver: PushReceiver, pending: PendingRequests): DynamicModule {
    return {
      module: ReceiveModule,
      providers: [
        { provide: PushReceiver, useValue: receiver },
        { provide: PendingRequests, useValue: pending },
      ],
    };
  }
}
