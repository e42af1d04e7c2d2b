import { Module, type DynamicModule } from '@nestjs/common';
import { NormaliseBatch } from './normalise-batch.js';
import { NormaliseController } from './normalise.controller.js';

/** The handlers of this process over the parts that main.ts made. */
@Module({})
export class NormaliseModule {
  static over(batch: NormaliseBatch): DynamicModule {
    return {
      module: NormaliseModule,
      controllers: [NormaliseController],
      providers: [{ provide: NormaliseBatch, useValue: batch }],
    };
  }
}
