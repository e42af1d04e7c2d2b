import { Module, type DynamicModule } from '@nestjs/common';
import { TopicNames } from '#base/kafka';
import { Lookups } from '#libs/lookup';
import { ParkedDesk, ReportStore } from '#libs/reporting';
import { BackfillOffice } from './backfill-office.js';
import { BackfillsController } from './backfills.controller.js';
import { CasesController } from './cases.controller.js';
import { CodesController } from './codes.controller.js';
import { CostsController } from './costs.controller.js';
import { DocumentController } from './document.controller.js';
import { HealthController, WatchTelemetry } from './health.controller.js';
import { ListsController } from './lists.controller.js';
import { LookupsController } from './lookups.controller.js';
import { OperatorToken } from './operator.guard.js';
import { ParkedController } from './parked.controller.js';
import { ParkedOffice } from './parked-office.js';
import { SourceLife } from './source-life.js';
import { SourceTrials } from './source-trials.js';
import { SourcesController } from './sources.controller.js';
import { StatusController } from './status.controller.js';
import { TrialsController } from './trials.controller.js';

/** What main.ts has opened and the controllers use. */
export interface WatchParts {
  readonly store: ReportStore;
  readonly topics: TopicNames;
  readonly desk: ParkedDesk;
  readonly office: ParkedOffice;
  readonly backfills: BackfillOffice;
  readonly life: SourceLife;
  readonly trials: SourceTrials;
  readonly lookups: Lookups;
  readonly operator: OperatorToken;
  readonly telemetry: WatchTelemetry;
}

/** What people see, over HTTP. */
@Module({
  controllers: [
    StatusController,
    SourcesController,
    TrialsController,
    BackfillsController,
    CasesController,
    ParkedController,
    CodesController,
    ListsController,
    CostsController,
    LookupsController,
    DocumentController,
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
        { provide: ParkedOffice, useValue: parts.office },
        { provide: BackfillOffice, useValue: parts.backfills },
        { provide: SourceLife, useValue: parts.life },
        { provide: SourceTrials, useValue: parts.trials },
        { provide: Lookups, useValue: parts.lookups },
        { provide: OperatorToken, useValue: parts.operator },
        { provide: WatchTelemetry, useValue: parts.telemetry },
      ],
    };
  }
}
