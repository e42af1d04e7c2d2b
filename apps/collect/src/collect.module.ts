import { Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { Database } from '#base/postgres';
import { Producer } from '#base/kafka';
import { Collector } from '#libs/intake';
import type { CollectParts } from './compose.js';

/** The process has no controllers: a collector, and what it stands on, closed in order when the collector has stopped. */
@Module({})
export class CollectModule implements OnApplicationShutdown {
  constructor(
    private readonly database: Database,
    private readonly producer: Producer,
  ) {}

  static over(parts: CollectParts): DynamicModule {
    return {
      module: CollectModule,
      providers: [
        { provide: Database, useValue: parts.database },
        { provide: Producer, useValue: parts.producer },
        { provide: Collector, useValue: parts.collector },
      ],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.producer.close();
    await this.database.close();
  }
}
