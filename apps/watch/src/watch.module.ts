import { Module, type DynamicModule } from '@nestjs/common';
import { TopicNames } from '#base/kafka';
import { Lookups } from '#libs/lookup';
import { ParkedDesk, ReportStore } from '#libs/reporting';
import { CasesController } from './cases.controller.js';
import { CostsController } from './costs.controller.js';
import { HealthController, WatchTelemetry } from './health.controller.js';
import { ListsController } from './lists.controller.js';
import { LookupsController } from './lookups.controller.js';
import { OperatorToken } from './operator.guard.js';
import { SourceLife } from './source-life.js';
import { SourcesController } from './sources.controller.js';
import { StatusController } from './status.controller.js';

/** What main.ts has opened and the controllers use. */
export interface WatchParts {
  readonly store: ReportStore;
  readonly topics: TopicNames;
  readonly desk: ParkedDesk;
  readonly life: SourceLife;
  readonly lookups: Lookups;
  readonly operator: OperatorToken;
  readonly telemetry: WatchTelemetry;
}

/** What people see, over HTTP. */
@Module({
  controllers: [
    StatusController,
    SourcesController,
    CasesController,
    ListsController,
    CostsController,
    LookupsController,
    HealthController,
  ],
})
export class WatchModule {
  /** The module over parts that main.ts owns, so that it also closes them. */
  static over(parts: WatchParts): DynamicModule {
    return {
      module: WatchModule,
      providers: [
        { provide: ReportStore, useValue: parts.store },
        { provide: TopicNames, useValue: parts.topics },
        { provide: ParkedDesk, useValue: parts.desk },
        { provide: SourceLife, useValue: parts.life },
        { provide: Lookups, useValue: parts.lookups },
        { provide: OperatorToken, useValue: parts.operator },
        { provide: WatchTelemetry, useValue: parts.telemetry },
      ],
    };
  }
}
