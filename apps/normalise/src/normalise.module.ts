import { Module, type DynamicModule } from '@nestjs/common';
import { CrashGuard } from '#base/postgres';
import { NormaliseController } from './normalise.controller.js';

/** The handlers of this process over the parts that main.ts made. */
@Module({})
export class NormaliseModule {
  static over(batch: CrashGuard): DynamicModule {
    return {
      module: NormaliseModule,
      controllers: [NormaliseController],
      providers: [{ provide: CrashGuard, useValue: batch }],
    };
  }
}
